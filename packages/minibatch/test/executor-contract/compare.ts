/** Runs operations on an executor under test and on the float64 reference, over equal inputs, and compares. */
import { expect } from "vitest";
import type { Rows, Targets } from "../../src/data/dataset.ts";
import type { Slices } from "../../src/data/slices.ts";
import type { FloatArray } from "../../src/math/float-array.ts";
import type { Backend, Executor, Feed, FeedTensors, FeedUse, Program } from "../../src/plan/executor.ts";
import { type Operation, operandsOf } from "../../src/plan/operation.ts";
import { sizeOf, type Tensor } from "../../src/plan/tensor.ts";
import { createReferenceBackend } from "../../src/reference/backend.ts";
import { expectClose, type Tolerance } from "../expect-close.ts";

export interface Case {
  readonly label: string;
  readonly operations: readonly Operation[];
  readonly rows: number;
  /** what tensors hold before, from their beginning on; they must come out as they went in unless they are outputs */
  readonly given: readonly (readonly [Tensor, ArrayLike<number>])[];
  /** what the operations write, and how near to the reference it must be; what is not given holds a mark before */
  readonly outputs: readonly (readonly [Tensor, Tolerance])[];
  readonly feed?: FedRows;
}

/** As many rows as the batch has. */
export interface FedRows {
  readonly tensors: FeedTensors;
  readonly x: Rows;
  readonly y: Targets | null;
  readonly use: FeedUse;
}

/** What outputs hold before an operation, and what lies behind them: finite, so that reading it shows too. */
export const MARK = 777;
const GUARD_COUNT = 4;

/** Runs every case; those of equal rows in one space. */
export async function compareCases(backend: Backend, cases: readonly Case[]): Promise<void> {
  for (const [rows, ofRows] of Map.groupBy(cases, (one) => one.rows)) {
    const byName = new Map(ofRows.flatMap(layOut).map((tensor) => [tensor.name, tensor]));
    // room for a row more than there are, which must stay as it is
    const space = { tensors: [...byName.values()], capacity: rows + 1 };
    const tested = backend.open(space);
    const reference = createReferenceBackend("float64").open(space);
    try {
      for (const one of ofRows) await compareCase(tested, reference, one);
    } finally {
      tested.dispose();
      reference.dispose();
    }
  }
}

/** The tensors of a case, a guard behind every output. */
function layOut({ operations, given, outputs, feed }: Case): Tensor[] {
  const written = new Set(outputs.map(([tensor]) => tensor.name));
  const all = [...operations.flatMap(operandsOf), ...given.map(([tensor]) => tensor)];
  if (feed !== undefined) all.push(...fedTensors(feed.tensors));
  const byName = new Map(all.map((tensor) => [tensor.name, tensor]));
  return [...byName.values()].flatMap((tensor) => (written.has(tensor.name) ? [tensor, guardOf(tensor)] : [tensor]));
}

export function fedTensors({ input, labels, targets }: FeedTensors): Tensor[] {
  return [input, labels, targets];
}

const guards = new WeakMap<Tensor, Tensor>();

/** The one that lies behind an output. */
function guardOf(output: Tensor): Tensor {
  const guard: Tensor = guards.get(output) ?? {
    name: `behind ${output.name}`,
    role: "state",
    type: "float",
    shape: [GUARD_COUNT],
    extent: "once",
  };
  guards.set(output, guard);
  return guard;
}

async function compareCase(tested: Executor, reference: Executor, one: Case): Promise<void> {
  const { label, operations, rows, given, outputs, feed } = one;
  for (const [tensor] of outputs) {
    for (const marked of [tensor, guardOf(tensor)]) {
      const { length } = await tested.read(marked);
      await tested.write(marked, new Float64Array(length).fill(MARK));
      await reference.write(marked, new Float64Array(length).fill(MARK));
    }
  }
  const before = new Map<Tensor, FloatArray | Int32Array>();
  for (const [tensor, values] of given) {
    await tested.write(tensor, values);
    const held = await tested.read(tensor);
    before.set(tensor, held);
    // the reference sees the inputs as the tested precision holds them
    await reference.write(tensor, held);
  }
  await named(`${label}, steps`, async () => {
    expect(await runOnce(tested, operations, rows, feed)).toBe(1);
    await runOnce(reference, operations, rows, feed);
  });
  const isOutput = new Set(outputs.map(([tensor]) => tensor));
  for (const [tensor, values] of before) {
    if (isOutput.has(tensor)) continue;
    await named(`${tensor.name} (input)`, async () => expectSame(await tested.read(tensor), values, {}));
  }
  for (const [tensor, tolerance] of outputs) {
    await named(tensor.name, async () =>
      expectSame(await tested.read(tensor), await reference.read(tensor), tolerance),
    );
    if (tensor.extent !== "once") await checkBehind(tested, tensor, tensor.extent === "row" ? rows : 1, before);
    const guard = await tested.read(guardOf(tensor));
    await named(`behind ${tensor.name}`, async () => expectClose(guard, new Array(GUARD_COUNT).fill(MARK), {}));
  }
}

/** The rows and steps that were not asked for stay as they were. */
async function checkBehind(
  tested: Executor,
  tensor: Tensor,
  count: number,
  before: ReadonlyMap<Tensor, ArrayLike<number>>,
): Promise<void> {
  const from = count * sizeOf(tensor);
  const behind = await tested.read(tensor, from);
  const held = before.get(tensor);
  const expected = held === undefined ? new Array(behind.length).fill(MARK) : Array.from(held).slice(from);
  await named(`rows or steps of ${tensor.name} that were not asked for`, async () => expectClose(behind, expected, {}));
}

async function runOnce(
  executor: Executor,
  operations: readonly Operation[],
  rows: number,
  fed: FedRows | undefined,
): Promise<number> {
  if (fed === undefined) return runSteps(executor, executor.compile(operations, rows, null), null, 1);
  const feed = await settle(executor.feed(fed.tensors, fed.x, fed.y, fed.use));
  try {
    const order = Uint32Array.from({ length: rows }, (_, r) => r);
    return await runSteps(executor, executor.compile(operations, rows, feed), { order, from: 0 }, 1);
  } finally {
    feed.release();
  }
}

/** One call, when the executor is ready for it. */
export async function runSteps(
  executor: Executor,
  program: Program,
  batch: { readonly order: Uint32Array; readonly from: number } | null,
  steps: number,
): Promise<number> {
  await executor.ready();
  return program.run(batch, steps);
}

/** The result of slices, whatever they wait for. */
export async function settle<T>(slices: Slices<T>): Promise<T> {
  let answer: unknown;
  for (;;) {
    const next = slices.next(answer);
    if (next.done === true) return next.value;
    answer = await next.value;
  }
}

export function feedOf(executor: Executor, { tensors, x, y, use }: FedRows): Promise<Feed> {
  return settle(executor.feed(tensors, x, y, use));
}

/** NaN where the reference has NaN, and close elsewhere. */
export function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance): void {
  const withoutNaN = (values: ArrayLike<number>): number[] =>
    Array.from(values, (v, i) => (Number.isNaN(expected[i]) ? 0 : v));
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(expected[i])) expect(actual[i], `index ${i}`).toBeNaN();
  }
  expectClose(withoutNaN(actual), withoutNaN(expected), tolerance);
}

async function named(label: string, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    throw new Error(`${label}: ${(error as Error).message}`);
  }
}
