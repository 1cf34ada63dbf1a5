/** What every host's threads have in common. */
import { type Field, number } from "../spec/fields.ts";

/**
 * A thread's program as source text: it runs where the library's modules are not loaded. `order` is a ThreadOrder;
 * `ready` tells who started it. It returns when the threads are stopped.
 */
export const SERVE = `
function serve({ module, memory, team, index, seen }, ready) {
  const instance = new WebAssembly.Instance(module, { env: { memory, abort() { throw new Error("a kernel aborted"); } } });
  ready();
  instance.exports.serve(team, index, seen);
}
`;

/** An order has eight bits for the number of threads. */
export const MOST_THREADS = 255;

/** How many threads: default all cores. */
export const countField: Field<number> = number({ atLeast: 1, atMost: MOST_THREADS, whole: true });
