import { describe, expect, test } from "vitest";
import { nodeThreads } from "../hosts/node.ts";
import { ThreadChoice } from "./thread-choice.ts";
import { ThreadGroup } from "./thread-group.ts";
import { WasmArena } from "./wasm-arena.ts";
import { wasmBytes } from "./wasm-backend.ts";

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
        const chosen = Array.from({ length: 20 }, (_, i) => choice.run("train", i < 9 ? 8 : 4, work));
        expect(chosen).toEqual([1, 2, 3, 3, 2, 1, 1, 2, 3, ...new Array(11).fill(2)]);
        expect(choice.run("forward", 8, work)).toBe(1);
        expect(choice.run("train", 8, work)).toBe(2);
      },
    );
  });

  test("are tried for each kind of work apart, also when the kinds take turns", async () => {
    let kind = "train";
    await withChoice(
      // what is quickest for one is slowest for the other
      (threads) => (kind === "train" ? 10 / threads : 10 * threads),
      async (choice, work) => {
        await choice.startOthers();
        const chosen: Record<string, number[]> = { train: [], forward: [] };
        for (let i = 0; i < 60; i++) {
          kind = i % 2 === 0 ? "train" : "forward";
          chosen[kind]!.push(choice.run(kind, 8, work));
        }
        expect(chosen.train!.slice(-15)).toEqual(new Array(15).fill(3));
        expect(chosen.forward!.slice(-15)).toEqual(new Array(15).fill(1));
      },
    );
  });

  test("that are quick only with few parts at once are not the quickest", async () => {
    await withChoice(
      (threads) => (threads === 2 ? 5 : 10),
      async (choice, work) => {
        await choice.startOthers();
        // up, down and up: two threads have one part at a time
        const sizes = [8, 1, 8, 8, 1, 8, 8, 1, 8];
        for (const size of sizes) choice.run("train", size, work);
        expect(choice.run("train", 8, work)).toBe(1);
      },
    );
  });
});
