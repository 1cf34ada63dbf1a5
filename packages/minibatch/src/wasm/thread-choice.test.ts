import { describe, expect, test } from "vitest";
import { nodeThreads } from "../hosts/node.ts";
import { ThreadChoice, ThreadTimings } from "./thread-choice.ts";
import { ThreadGroup } from "./thread-group.ts";
import { WasmArena } from "./wasm-arena.ts";
import { wasmBytes } from "./wasm-backend.ts";

/** Runs parts of work that cost so much on each number of threads; tells on how many each ran. */
function work(timings: ThreadTimings, calls: number, available: number, cost: (threads: number) => number): number[] {
  return Array.from({ length: calls }, () => {
    const threads = timings.choose(available);
    timings.add(10 * cost(threads), 10);
    return threads;
  });
}

describe("the number of threads", () => {
  test("is 1 while there are no others", () => {
    expect(work(new ThreadTimings(), 5, 1, () => 1)).toEqual([1, 1, 1, 1, 1]);
  });

  test("is the quickest of those timed, for fifty times as long as that took, then all are timed again", () => {
    const chosen = work(new ThreadTimings(), 700, 3, (threads) => [0, 3, 1, 2][threads]!);
    expect(chosen.slice(0, 9)).toEqual([1, 2, 3, 1, 2, 3, 2, 2, 2]);
    // 120 ms of timings, 6,000 of work at 10 a call
    expect(chosen.indexOf(1, 6)).toBe(6 + 600);
    expect(chosen.slice(606, 613)).toEqual([1, 2, 3, 1, 2, 3, 2]);
  });

  test("stays 1 for a network too small for more, and follows the machine when that changes", () => {
    const timings = new ThreadTimings();
    expect(work(timings, 200, 2, (threads) => 0.05 * threads).slice(-50)).toEqual(new Array(50).fill(1));
    expect(work(timings, 2000, 2, (threads) => 1 / threads).slice(-50)).toEqual(new Array(50).fill(2));
  });

  test("is timed anew when threads have come", () => {
    const timings = new ThreadTimings();
    work(timings, 5, 1, () => 1);
    expect(work(timings, 6, 2, (threads) => 1 / threads)).toEqual([1, 2, 1, 2, 2, 2]);
  });

  test("is timed anew in the middle of the time a choice is kept", () => {
    const timings = new ThreadTimings();
    work(timings, 20, 2, (threads) => 1 / threads);
    // on three a call takes less than 4 ms, so that two are made
    expect(work(timings, 7, 3, (threads) => 1 / threads)).toEqual([1, 2, 3, 3, 1, 2, 3]);
  });

  test("is timed for 4 ms each: as many calls as that takes", () => {
    expect(work(new ThreadTimings(), 5, 2, () => 0.4)).toEqual([1, 2, 1, 2, 1]);
    expect(work(new ThreadTimings(), 9, 2, () => 0.39)).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 1]);
  });

  test("does not follow one hiccup", () => {
    let calls = 0;
    const chosen = work(new ThreadTimings(), 20, 2, (threads) => (++calls === 2 ? 9 : 1 / threads));
    expect(chosen.slice(4)).toEqual(new Array(16).fill(2));
  });

  test("is 1 where the clock stands still or is no clock", () => {
    const timings = new ThreadTimings();
    expect(work(timings, 50, 4, () => 0)).toEqual(new Array(50).fill(1));
    expect(work(timings, 50, 4, () => Number.NaN).every((threads) => threads >= 1)).toBe(true);
  });
});

describe("the threads of a training", () => {
  const module = new WebAssembly.Module(wasmBytes("strict") as Uint8Array<ArrayBuffer>);

  /** Work on the threads of this machine, by a clock that moves on by what the number of threads costs. */
  async function withChoice(
    cost: (threads: number) => number,
    use: (choice: ThreadChoice, work: () => number, group: ThreadGroup) => Promise<void>,
  ): Promise<void> {
    let clock = 0;
    const host = { ...nodeThreads({ count: 3 }), now: () => clock };
    const group = new ThreadGroup(module, new WasmArena(module, { programBytes: 0, bytes: 0 }, true), host);
    const work = (): number => {
      clock += cost(group.threads);
      return group.threads;
    };
    try {
      await use(new ThreadChoice(group), work, group);
    } finally {
      group.stop();
    }
  }

  test("are wanted when one thread has worked for more than a tenth of a second, and then no more", async () => {
    await withChoice(
      () => 25,
      async (choice, work, group) => {
        for (let i = 0; i < 4; i++) choice.run("train", 8, work);
        expect(choice.wantsOthers).toBe(false);
        choice.run("train", 8, work);
        expect(choice.wantsOthers).toBe(true);
        await choice.startOthers();
        expect([choice.wantsOthers, group.size]).toEqual([false, 3]);
      },
    );
  });

  test("are as many as are quickest, by the time each part takes, for each kind of work", async () => {
    await withChoice(
      (threads) => [0, 30, 10, 20][threads]!,
      async (choice, work) => {
        await choice.startOthers();
        // parts differ from call to call: what counts is the time of one
        const chosen = Array.from({ length: 20 }, (_, i) => choice.run("train", i < 6 ? 8 : 4, work));
        expect(chosen).toEqual([1, 2, 3, 1, 2, 3, ...new Array(14).fill(2)]);
        expect(choice.run("forward", 8, work)).toBe(1);
        expect(choice.run("train", 8, work)).toBe(2);
      },
    );
  });

  test("that are quick only with few parts at once are not the quickest", async () => {
    await withChoice(
      (threads) => (threads === 2 ? 5 : 10),
      async (choice, work) => {
        await choice.startOthers();
        const sizes = [8, 1, 8, 8, 1, 8];
        for (const size of sizes) choice.run("train", size, work);
        expect(choice.run("train", 8, work)).toBe(1);
      },
    );
  });
});
