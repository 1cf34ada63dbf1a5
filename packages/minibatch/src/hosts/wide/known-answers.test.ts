/** The answers that a probe is held to: those of the kernels as they are, and all that the kernels can do is asked. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { everyWasmBackend } from "../../../test/wasm-backends.ts";
import type { Backend, Executor } from "../../plan/executor.ts";
import { activationCodes, formulaCodes } from "../../wasm/program/codes.ts";
import { moreOp } from "../../wasm/program/more-opcodes.ts";
import { finish, op } from "../../wasm/program/opcodes.ts";
import { Words } from "../../wasm/program/words.ts";
import { nodeThreads } from "../node-threads.ts";
import { Answering } from "./answering.ts";
import { ANSWERS } from "./answers.ts";
import { answerAll, answerEdges } from "./known-answers.ts";

const FILE = new URL("./answers.ts", import.meta.url);

/** What is told of numbers that are rare. */
interface Told {
  notNumbers: number;
  infinite: number;
  subnormal: number;
}

/** Hashes of each numerics, every word that was encoded, what started threads, and what was told. */
async function answer(ask: typeof answerAll = answerAll) {
  const emitted: number[][] = [];
  const emit = Words.prototype.emit;
  const spy = vi.spyOn(Words.prototype, "emit").mockImplementation(function (this: Words, ...words) {
    emitted.push(words);
    emit.apply(this, words);
  });
  let clock = 0;
  let started = 0;
  const told: Told = { notNumbers: 0, infinite: 0, subnormal: 0 };
  const host = nodeThreads({ count: 2 });
  const eager: typeof host = {
    ...host,
    now: () => (clock += 60),
    start: async (order) => {
      started++;
      return host.start(order);
    },
  };
  try {
    const [strict, fast] = await Promise.all(
      (await everyWasmBackend()).map(async (backend) => {
        const hash = createHash("sha256");
        await ask(backend, eager, (numbers) => {
          for (let i = 0; i < numbers.length; i++) note(numbers[i], told);
          hash.update(numbers as Float32Array);
        });
        return hash.digest("hex");
      }),
    );
    return { answers: { strict, fast }, emitted, started, told };
  } finally {
    spy.mockRestore();
  }
}

function note(value: number, told: Told): void {
  if (Number.isNaN(value)) told.notNumbers++;
  else if (!Number.isFinite(value)) told.infinite++;
  else if (value !== 0 && Math.abs(value) < 2 ** -126) told.subnormal++;
}

describe("known answers", async () => {
  const { answers, emitted, started } = await answer();
  const edges = await answer(async (backend, _host, tell) => answerEdges(backend, tell));
  const operandsOf = (code: number): number[][] => emitted.filter(([first]) => first === code).map((w) => w.slice(1));

  test("are those that are kept", () => {
    if (process.env.MINIBATCH_WRITE_FIXTURES === "1") {
      let text = readFileSync(FILE, "utf8");
      for (const [numerics, hash] of Object.entries(answers)) {
        text = text.replace(new RegExp(`(${numerics}: )"\\w*"`), `$1"${hash}"`);
      }
      writeFileSync(FILE, text);
      return;
    }
    expect(ANSWERS).toEqual(answers);
  });

  // every program has an end, which is no word of its own here
  test.each(Object.entries({ ...op, ...moreOp }).filter(([name]) => name !== "end"))("ask for %s", (_name, code) => {
    expect(operandsOf(code).length).toBeGreaterThan(0);
  });

  test("ask for every activation, both ways, and every formula", () => {
    const kinds = Object.values(activationCodes);
    for (const code of [op.activate, op.activateBackward]) {
      expect(new Set(operandsOf(code).map(([kind]) => kind))).toEqual(new Set(kinds));
    }
    expect(new Set(operandsOf(op.update).map(([formula]) => formula))).toEqual(new Set(Object.values(formulaCodes)));
  });

  test("ask for every loss", () => {
    for (const code of [op.softmax, op.elementLoss]) {
      expect(new Set(operandsOf(code).map(([kind]) => kind))).toEqual(new Set([0, 1]));
    }
  });

  test("ask for every end of a product", () => {
    const ends = (code: number, ...from: number[]): Set<number> =>
      new Set(operandsOf(code).map((operands) => operands.at(from[0] as number) as number));
    // finish byColumns, tileRows tileColumns of dense products or widest of sparse ones, scratch perThread; of a
    // gradient without byColumns
    expect(ends(op.denseForward, -6)).toEqual(new Set([finish.keep, finish.relu]));
    expect(ends(op.sparseForward, -5)).toEqual(new Set([finish.keep, finish.relu]));
    expect(ends(op.backwardInput, -7)).toEqual(new Set([finish.keep, finish.mask]));
    // finish tileRows tileColumns scratch perThread; of the way back finish and mask
    expect(ends(moreOp.conv2d, -5)).toEqual(new Set([finish.keep, finish.relu]));
    expect(ends(moreOp.conv2dBackward, -6)).toEqual(new Set([finish.keep, finish.mask]));
    expect(ends(op.denseGradient, -5)).toEqual(new Set([finish.keep, finish.descend]));
    expect(ends(op.sparseGradient, -2)).toEqual(new Set([finish.keep, finish.descend]));
  });

  test("are asked on two threads too", () => {
    expect(started).toBe(2);
  });

  // a stop would end what is asked at the first of them
  const unasked: readonly string[] = ["end", "stopUnlessFinite"];
  const everyOp = Object.entries({ ...op, ...moreOp }).filter(([name]) => !unasked.includes(name));

  test.each(everyOp)("ask for %s of subnormal numbers, and of what is not finite", (_name, code) => {
    // each kind once, by each numerics; another library's products are none of strict ones
    expect(edges.emitted.filter(([first]) => first === code).length).toBeGreaterThan(1);
  });

  test("have such numbers among them", () => {
    for (const count of Object.values(edges.told)) expect(count).toBeGreaterThan(1000);
  });
});

describe("answers that are told", () => {
  const told = (...bits: readonly number[]): Uint32Array => {
    const numbers = new Float32Array(Uint32Array.from(bits).buffer);
    let result: Uint32Array | null = null;
    const asked = new Answering((given) => (result = new Uint32Array((given as Float32Array).buffer)));
    const tensor = asked.once(numbers.length);
    const executor = { read: () => numbers } as unknown as Executor;
    asked.open({ open: () => executor } as unknown as Backend, 1);
    asked.tell(1, tensor);
    return result as unknown as Uint32Array;
  };

  test("are alike for every NaN, and for nothing else", () => {
    expect([...told(0xffc00001, 0x7f800001, 0x7fc00000)]).toEqual([0x7fc00000, 0x7fc00000, 0x7fc00000]);
    const others = [0x7f800000, 0xff800000, 0x80000000, 0, 1, 0x80000001, 0x007fffff, 0x3f800000];
    expect([...told(...others)]).toEqual(others);
  });
});
