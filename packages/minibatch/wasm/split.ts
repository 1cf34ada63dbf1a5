/** How an operation's outputs are shared out: thread t of T takes one run of whole units. No sum is ever divided. */

/** Where the part of thread t begins among `count` outputs that go in units of `unit`; thread T begins at the end. */
// @ts-ignore: decorator
@inline
export function partBegin(count: i32, unit: i32, t: i32, T: i32): i32 {
  const units = (count + unit - 1) / unit;
  return min(count, <i32>((<i64>units * t) / T) * unit);
}
