import { describe, expect, test } from "vitest";
import { Trials } from "./thread-choice.ts";

/** Runs parts of work that cost so much on each number of threads; tells on how many each ran. */
function work(trials: Trials, calls: number, enlisted: number, cost: (threads: number) => number): number[] {
  return Array.from({ length: calls }, () => {
    const threads = trials.choose(enlisted);
    trials.tell(10 * cost(threads), 10);
    return threads;
  });
}

describe("the number of threads", () => {
  test("is 1 while there are no others", () => {
    expect(work(new Trials(), 5, 1, () => 1)).toEqual([1, 1, 1, 1, 1]);
  });

  test("is the quickest of those tried, for fifty times as long as that took, then all are tried again", () => {
    const chosen = work(new Trials(), 700, 3, (threads) => [0, 3, 1, 2][threads]!);
    expect(chosen.slice(0, 9)).toEqual([1, 2, 3, 1, 2, 3, 2, 2, 2]);
    // 120 ms of trials, 6,000 of work at 10 a call
    expect(chosen.indexOf(1, 6)).toBe(6 + 600);
    expect(chosen.slice(606, 613)).toEqual([1, 2, 3, 1, 2, 3, 2]);
  });

  test("stays 1 for a network too small for more, and follows the machine when that changes", () => {
    const trials = new Trials();
    expect(work(trials, 200, 2, (threads) => 0.05 * threads).slice(-50)).toEqual(new Array(50).fill(1));
    expect(work(trials, 2000, 2, (threads) => 1 / threads).slice(-50)).toEqual(new Array(50).fill(2));
  });

  test("is tried anew when threads have come", () => {
    const trials = new Trials();
    work(trials, 5, 1, () => 1);
    expect(work(trials, 6, 2, (threads) => 1 / threads)).toEqual([1, 2, 1, 2, 2, 2]);
  });

  test("does not follow one hiccup", () => {
    let calls = 0;
    const chosen = work(new Trials(), 20, 2, (threads) => (++calls === 2 ? 9 : 1 / threads));
    expect(chosen.slice(4)).toEqual(new Array(16).fill(2));
  });

  test("is 1 where the clock stands still or is no clock", () => {
    const trials = new Trials();
    expect(work(trials, 50, 4, () => 0)).toEqual(new Array(50).fill(1));
    expect(work(trials, 50, 4, () => Number.NaN).every((threads) => threads >= 1)).toBe(true);
  });
});
