/** How long steps take on narrow and on wide vectors: measured in turn, so that what else runs disturbs both. */
import type { Backend } from "../../plan/executor.ts";
import { Answering } from "./answering.ts";
import { made, madeBytes } from "./made-numbers.ts";
import { C, twoLayers } from "./two-layers.ts";

/**
 * Batches of 100 rows, of which a quarter of the columns is not 0, and of full ones: through a layer of two panels
 * and a half, and of eight tiles of the dense products.
 */
const [B, I, O] = [100, 400, 128];
const ROUNDS = 9;
/** of each round: more than a clock's grain, less than a thread's share of time */
const ROUND_MS = 3;

/** Milliseconds of a step, each the least seen. */
export interface StepTimes {
  readonly narrow: number;
  readonly wide: number;
}

/** Closes both. */
export function measureSteps(one: Steps, other: Steps, now: () => number): StepTimes {
  const least = { narrow: Number.POSITIVE_INFINITY, wide: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    least.narrow = Math.min(least.narrow, timeRound(one.step, now));
    least.wide = Math.min(least.wide, timeRound(other.step, now));
  }
  one.close();
  other.close();
  return least;
}

function timeRound(step: () => void, now: () => number): number {
  const begin = now();
  let steps = 0;
  let elapsed = 0;
  do {
    step();
    steps++;
    elapsed = now() - begin;
  } while (elapsed < ROUND_MS);
  return elapsed / steps;
}

export interface Steps {
  step(): void;
  close(): void;
}

export function openSteps(backend: Backend): Steps {
  const asked = new Answering(() => {});
  const network = twoLayers(asked, I, O);
  asked.open(backend, B);
  const sparse = madeBytes(7, B, I);
  const full = sparse.map((value) => value | 1);
  const y = { kind: "classes", values: Int32Array.from({ length: B }, (_, r) => r % C) } as const;
  const order = Uint32Array.from({ length: B }, (_, r) => r);
  asked.write(network.parameters, made(O, network.size, -0.1, 0.1));
  asked.write(network.coefficients, [0.01]);
  const programs = [sparse, full].map((values) => {
    const x = { kind: "dense", rows: B, features: I, values, scale: 1 / 255 } as const;
    return asked.executor.compile(network.descent, B, asked.feed(network.feed, { x, y }, "often"));
  });
  const step = (): void => {
    for (const program of programs) void program.run({ order, from: 0 }, 1);
  };
  return { step, close: () => asked.close() };
}
