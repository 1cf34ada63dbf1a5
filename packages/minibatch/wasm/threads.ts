/**
 * The threads that run a program together over one shared memory. They meet at barriers: a waiting thread spins for a
 * moment, then sleeps, so that it does not keep a core that something else needs. The caller is thread 0; the others
 * serve.
 *
 * The thread group's state, 256 bytes of the arena, a cache line for each word that threads spin on:
 *   +0    order: how many orders were given, times 256, plus how many threads work on this one; 0 to stop
 *   +4    program   +8 the first step   +12 where the steps end
 *   +64   threads arrived at the barrier
 *   +128  barriers passed         +132 threads asleep
 *   +192  1 when a number was not finite (see program.ts)
 */

/** Spins of a nanosecond or two each before a thread sleeps: longer than all but 1 in 100 waits within a step. */
const SPINS: i32 = 100000;
/**
 * Threads that share a core wait in vain: while one spins the other stands still. After so many barriers in a row at
 * which a thread fell asleep it spins for a microsecond or two only. At every 32nd it tries the full time again, and
 * the first that ends awake brings that back.
 */
const VAIN: i32 = 2;
const FEW_SPINS: i32 = 1000;
const RETRY_MASK: i32 = 31;

/** Barriers in a row at which this thread fell asleep: each thread has an instance, and so a count, of its own. */
let vain: i32 = 0;

/** All T threads arrive before any goes on. A thread that may not sleep, a page's main thread, spins on. */
export function barrier(group: usize, T: i32, maySleep: bool): void {
  if (T == 1) return;
  const phase = atomic.load<i32>(group, 128);
  if (atomic.add<i32>(group, 1, 64) == T - 1) {
    atomic.store<i32>(group, 0, 64);
    atomic.store<i32>(group, phase + 1, 128);
    if (atomic.load<i32>(group, 132) != 0) atomic.notify(group + 128);
    return;
  }
  const spins = vain < VAIN || (vain & RETRY_MASK) == 0 ? SPINS : FEW_SPINS;
  vain = awaitChange(group, group + 128, phase, maySleep, spins) ? vain + 1 : 0;
}

/** Returns when the word at `address` is no longer `value`: whether it slept, after so many spins, to await that. */
function awaitChange(group: usize, address: usize, value: i32, maySleep: bool, spins: i32): bool {
  let left = spins;
  let slept = false;
  while (atomic.load<i32>(address) == value) {
    if (--left > 0 || !maySleep) continue;
    atomic.add<i32>(group, 1, 132);
    atomic.wait<i32>(address, value, -1);
    atomic.sub<i32>(group, 1, 132);
    left = spins;
    slept = true;
  }
  return slept;
}

/** Gives the order to run a program; the caller then does its own share. */
export function giveOrder(group: usize, program: usize, first: i32, end: i32, T: i32): void {
  const order = atomic.load<i32>(group);
  store<usize>(group, program, 4);
  store<i32>(group, first, 8);
  store<i32>(group, end, 12);
  atomic.store<i32>(group, (((order >>> 8) + 1) << 8) | T);
  if (atomic.load<i32>(group, 132) != 0) atomic.notify(group);
}

/** Waits for the next order after `seen`; returns it. */
export function awaitOrder(group: usize, seen: i32): i32 {
  awaitChange(group, group, seen, true, SPINS);
  return atomic.load<i32>(group);
}
