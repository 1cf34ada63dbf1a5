/**
 * A step of training as a program: words in the arena, each operation a code and its operands, run to the end once per
 * step, for as many steps as asked, by T threads at once. Every thread reads the same words and does its own part of
 * each operation's outputs (split.ts); at the operation `barrier` all wait for each other. What the steps need besides
 * the weights (rows, labels, rates) is already in the arena: an operand that changes from step to step is two words, an
 * address and the distance in bytes to the next step's.
 *
 * `src/wasm/program/` writes these programs; operations.ts lists the operands of each operation.
 */
import { jump } from "./operands";
import { runOperations } from "./generated/run-operations";
import { awaitOrder, barrier, giveOrder } from "./threads";

/**
 * Runs steps `first` .. `end` - 1 of those that are prepared, on T threads, of which the caller is thread 0. Returns
 * the number of the last step done, plus one: less than `end` when a number was not finite since the host last cleared
 * the flag.
 */
export function run(group: usize, program: usize, first: i32, end: i32, T: i32, maySleep: bool): i32 {
  if (T > 1) giveOrder(group, program, first, end, T);
  return runSteps(group, program, first, end, 0, T, maySleep);
}

/** The loop of thread t: runs what is ordered until it is stopped. `seen`: the latest order when it was started. */
export function serve(group: usize, t: i32, seen: i32): void {
  let order = seen;
  for (;;) {
    order = awaitOrder(group, order);
    const T = order & 255;
    if (T == 0) return;
    if (t < T) runSteps(group, load<usize>(group, 4), load<i32>(group, 8), load<i32>(group, 12), t, T, true);
  }
}

/** Stops all threads. */
export function stopThreads(group: usize): void {
  giveOrder(group, 0, 0, 0, 0);
}

function runSteps(group: usize, program: usize, first: i32, end: i32, t: i32, T: i32, maySleep: bool): i32 {
  let step = first;
  for (; step < end; step++) {
    jump(program);
    if (!runOperations(group, step, t, T, maySleep)) break;
  }
  // no thread returns, or reads what others made, before all are done
  barrier(group, T, maySleep);
  return step;
}
