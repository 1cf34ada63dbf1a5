/**
 * A backend whose tensors and rows have numbers among them that arithmetic treats by rules of their own. Written over
 * what is asked anyway, so that each operation meets them.
 */
import type { Rows } from "../../data/dataset.ts";
import type { Backend, Executor } from "../../plan/executor.ts";

/** Below the least normal float32, 2^-126, of both signs, the least and the largest of them; and the other zero. */
const SUBNORMALS: readonly number[] = [1.401298464324817e-45, -1.1754942106924411e-38, 5e-40, -0, -3e-42];

/** What is not finite, and what becomes it: the largest float32. */
const NOT_FINITE: readonly number[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  3.4028234663852886e38,
];

/** One of so many numbers is replaced, and one at least: a NaN takes all that it meets. */
const SPARSENESS = { subnormal: 4, notFinite: 61 };

export type Edges = "subnormal" | "notFinite";

/** Doubles, as coefficients are, and whole numbers stay as they are. */
export function withEdges(backend: Backend, edges: Edges): Backend {
  const wrap = (other: Backend): Backend => withEdges(other, edges);
  return {
    ...{ name: backend.name, precision: backend.precision, numerics: backend.numerics },
    open: (space) => withEdgesWritten(backend.open(space), edges),
    withThreads: (host) => wrap(backend.withThreads(host)),
    withBlas(choice) {
      const own = backend.withBlas(choice);
      return own === null ? null : wrap(own);
    },
  };
}

function withEdgesWritten(executor: Executor, edges: Edges): Executor {
  let writes = 0;
  const replaced = (values: ArrayLike<number>): Float32Array => replace(values, edges, writes++);
  return {
    ...{ name: executor.name, precision: executor.precision, numerics: executor.numerics },
    answersAtOnce: executor.answersAtOnce,
    feed: (tensors, x, y, use, weights) => executor.feed(tensors, rowsOf(x, replaced), y, use, weights),
    compile: (operations, rows, feed) => executor.compile(operations, rows, feed),
    ready: () => executor.ready(),
    read: (tensor, from, count) => executor.read(tensor, from, count),
    write: (tensor, values, from) => executor.write(tensor, tensor.type === "float" ? replaced(values) : values, from),
    dispose: () => executor.dispose(),
  };
}

/** Bytes have no edges. */
function rowsOf(x: Rows, replaced: (values: ArrayLike<number>) => Float32Array): Rows {
  return x.kind === "dense" && x.values instanceof Float32Array ? { ...x, values: replaced(x.values) } : x;
}

function replace(values: ArrayLike<number>, edges: Edges, nth: number): Float32Array {
  const numbers = edges === "subnormal" ? SUBNORMALS : NOT_FINITE;
  const result = Float32Array.from(values);
  let next = nth;
  for (let i = nth % Math.min(3, result.length); i < result.length; i += SPARSENESS[edges]) {
    result[i] = numbers[next++ % numbers.length];
  }
  return result;
}
