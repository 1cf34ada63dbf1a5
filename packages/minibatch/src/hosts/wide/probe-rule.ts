/** By what a probe decides. A verdict is kept for it: one that was found by another rule is asked for anew. */
import { type TileShape, tileShape } from "../../wasm/tile-shape.ts";
import { ANSWERS } from "./answers.ts";
import { PROBES, WIDE_FLAG } from "./wide-flags.ts";

/** Below this it is not worth running V8 with a flag that is called experimental. */
export const LEAST_GAIN = 1.05;

/** Raised when the probe decides otherwise and no other part of the rule says so: by what it times, how it judges. */
const VERSION = 2;

export interface ProbeRule {
  readonly version: number;
  readonly leastGain: number;
  readonly flag: string;
  readonly probes: typeof PROBES;
  readonly answers: typeof ANSWERS;
  /** of strict numerics, and of fast ones */
  readonly tiles: readonly { readonly narrow: TileShape; readonly wide: TileShape }[];
}

export const PROBE_RULE: ProbeRule = {
  version: VERSION,
  leastGain: LEAST_GAIN,
  flag: WIDE_FLAG,
  probes: PROBES,
  answers: ANSWERS,
  tiles: (["strict", "relaxed"] as const).map((variant) => ({
    narrow: tileShape(variant, false),
    wide: tileShape(variant, true),
  })),
};
