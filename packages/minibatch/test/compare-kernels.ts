/** Runs one operation on kernels under test and on the float64 reference, over equal inputs, and compares. */
import { expect } from "vitest";
import type { ArenaSize, Backend, FloatArray, Kernels, LayerShape } from "../src/kernels/kernels.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { expectClose, type Tolerance } from "./expect-close.ts";

export interface Operands<Read extends string, Write extends string, Int extends string> {
  /** inputs, which must come out as they went in */
  readonly reads: Readonly<Record<Read, ArrayLike<number>>>;
  /** outputs: a count (filled with a mark, to be overwritten) or starting values (to be changed in place) */
  readonly writes: Readonly<Record<Write, number | ArrayLike<number>>>;
  readonly ints?: Readonly<Record<Int, ArrayLike<number>>>;
}

type Buffers<Read extends string, Write extends string, Int extends string> = Record<Read | Write, FloatArray> &
  Record<Int, Int32Array>;

export interface Comparison {
  compare<Read extends string, Write extends string, Int extends string = never>(
    label: string,
    operands: Operands<Read, Write, Int>,
    tolerance: Tolerance,
    /** what it returns is compared where it is a number */
    operation: (k: Kernels, at: Buffers<Read, Write, Int>) => unknown,
  ): void;
  dispose(): void;
}

/** What outputs hold before an operation, and what lies behind them: finite, so that reading it shows too. */
const MARK = 777;
const GUARD_COUNT = 4;

/** Kernels of the backend and of the reference, with room for every case of a test and scratch for these layers. */
export function openComparison(
  backend: Backend,
  size: Omit<ArenaSize, "scratchBytes">,
  layers: readonly LayerShape[],
): Comparison {
  const [tested, reference] = [backend, createReferenceBackend("float64")].map((b) =>
    b.create({ ...size, scratchBytes: Math.max(...layers.map((layer) => b.scratchBytes(layer))) }),
  );
  return {
    compare(label, operands, tolerance, operation) {
      const actual = fillBuffers(tested, operands);
      const expected = fillBuffers(reference, operands);
      // the reference sees the inputs as the tested precision holds them
      for (const [name, buffer] of Object.entries<FloatArray>(actual.floats)) expected.floats[name].set(buffer);
      const before = copyAll(actual.floats);
      const actualResult = operation(tested, { ...actual.floats, ...actual.ints } as never);
      const expectedResult = operation(reference, { ...expected.floats, ...expected.ints } as never);
      if (typeof expectedResult === "number") {
        named(`${label}, returned`, () => expectClose(actualResult as number, expectedResult, tolerance));
      }
      for (const name of Object.keys(operands.reads)) {
        named(`${label}, ${name} (input)`, () => expectSame(actual.floats[name], before[name], {}));
      }
      for (const name of Object.keys(operands.writes)) {
        named(`${label}, ${name}`, () => expectSame(actual.floats[name], expected.floats[name], tolerance));
      }
      for (const guard of actual.guards) {
        named(`${label}, behind an output`, () => expectClose(guard, [MARK, MARK, MARK, MARK], {}));
      }
    },
    dispose() {
      tested.dispose();
      reference.dispose();
    },
  };
}

interface Filled {
  readonly floats: Record<string, FloatArray>;
  readonly ints: Record<string, Int32Array>;
  readonly guards: FloatArray[];
}

function fillBuffers(k: Kernels, operands: Operands<string, string, string>): Filled {
  const filled: Filled = { floats: {}, ints: {}, guards: [] };
  for (const [name, values] of Object.entries(operands.reads)) {
    filled.floats[name] = k.floats(values.length);
    filled.floats[name].set(values);
  }
  for (const [name, values] of Object.entries(operands.writes)) {
    const buffer = typeof values === "number" ? k.floats(values).fill(MARK) : k.floats(values.length);
    if (typeof values !== "number") buffer.set(values);
    filled.floats[name] = buffer;
    filled.guards.push(k.floats(GUARD_COUNT).fill(MARK));
  }
  for (const [name, values] of Object.entries(operands.ints ?? {})) {
    filled.ints[name] = k.ints(values.length);
    filled.ints[name].set(values);
  }
  return filled;
}

function copyAll(buffers: Record<string, FloatArray>): Record<string, FloatArray> {
  return Object.fromEntries(Object.entries(buffers).map(([name, buffer]) => [name, buffer.slice()]));
}

/** NaN where the reference has NaN, and close elsewhere. */
function expectSame(actual: FloatArray, expected: FloatArray, tolerance: Tolerance): void {
  const withoutNaN = (values: FloatArray): number[] =>
    Array.from(values, (v, i) => (Number.isNaN(expected[i]) ? 0 : v));
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(actual[i], `index ${i}`).toBeNaN();
  });
  expectClose(withoutNaN(actual), withoutNaN(expected), tolerance);
}

function named(label: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`${label}: ${(error as Error).message}`);
  }
}
