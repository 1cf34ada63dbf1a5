import { DataError } from "minibatch";
import type { FrameColumn } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";
import { mapNumbers } from "./scaling.ts";
import { goingOn, hasFields, type StepKind } from "./step.ts";

interface PixelOptions {
  readonly white: number | null;
}

interface Fitted {
  /** what becomes 1 */
  readonly white: number;
}

/**
 * Pictures to 0 .. 1. It learns nothing of the values: white is the format's largest number. Pictures of bytes with no
 * other step stay bytes in memory, an eighth of what doubles take.
 */
export const scalePixels: StepKind<PixelOptions, Fitted> = {
  says: "Pictures, or other arrays of whole numbers, divided by white: 255 for bytes.",
  source: "as MNIST is trained on everywhere: pixels / 255",
  takes: ["array"],
  fields: {
    white: {
      says: "The number that becomes 1.",
      takes: { type: "optional", of: { type: "number", above: 0, atMost: 1e300 } },
      fallback: null,
      otherwise: "null: 255 for bytes, 65535 for whole numbers of 16 bits",
    },
  },
  problem: () => null,
  fit(column, { white }, { step, file }) {
    const found = white ?? largestOf(column);
    if (found !== null) return { white: found };
    throw new DataError(
      `Cannot apply ${step} to column ${showText(column.name)} of ${file}: its numbers are no bytes, so what white ` +
        "is cannot be told; give white, or use standardize",
    );
  },
  apply: (column, { white }) => goingOn(mapNumbers(column, 1, (value) => value / white)),
  undo: null,
  isFitted: (fitted) => hasFields(fitted, "white") && Number.isFinite(fitted.white) && (fitted.white as number) > 0,
};

function largestOf(column: FrameColumn): number | null {
  if (column.kind !== "array") return null;
  if (column.values instanceof Uint8Array) return 255;
  return column.values instanceof Uint16Array ? 65535 : null;
}

/** What one counts: bytes to which this step alone is done need no copy. */
export function scaleOf(fitted: unknown): number {
  return 1 / (fitted as Fitted).white;
}
