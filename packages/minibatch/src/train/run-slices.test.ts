import { describe, expect, test } from "vitest";
import { answerOf, finish, type Slices } from "../data/slices.ts";
import { Breather, finishGently, finishWaiting } from "./run-slices.ts";

/** A page whose steps and pauses take so long, in milliseconds; its clock shows whole `tick`s only. */
function openPage({ everyMs = 8, stepMs = 1, pauseMs = 0, tick = 0 }) {
  let time = 0;
  const pause = {
    everyMs,
    now: () => (tick === 0 ? time : Math.floor(time / tick) * tick),
    giveWay: async () => {
      time += pauseMs;
    },
  };
  const breather = new Breather(pause);
  return {
    breather,
    /** Trains on for so many looks at the clock; how many steps were made at once, and whether a pause was due. */
    async train(looks: number): Promise<[number, boolean][]> {
      const seen: [number, boolean][] = [];
      for (let i = 0; i < looks; i++) {
        const steps = breather.stepsAtOnce;
        time += steps * stepMs;
        const isDue = breather.isDue(steps);
        seen.push([steps, isDue]);
        if (isDue) await breather.rest();
      }
      return seen;
    },
    spend(ms: number): void {
      time += ms;
    },
  };
}

describe("a training with pauses", () => {
  test("makes as many steps at once as fill half of the time, from one on", async () => {
    expect(await openPage({ stepMs: 1 }).train(7)).toEqual([
      [1, false],
      [2, false],
      [4, false],
      [4, true],
      [4, false],
      [4, true],
      [4, false],
    ]);
  });

  test("and no fewer where a pause takes long: its time is not that of steps", async () => {
    const steps = await openPage({ stepMs: 0.25, pauseMs: 400 }).train(40);
    expect(steps.slice(5).map(([count]) => count)).toEqual(new Array(35).fill(16));
  });

  test("nor where other work came in between", async () => {
    const { breather, train, spend } = openPage({ stepMs: 0.25 });
    await train(10);
    spend(1000);
    expect(breather.isDue()).toBe(true);
    await breather.rest();
    expect(breather.stepsAtOnce).toBe(16);
  });

  test("makes one step at once where a step takes longer than the time there is", async () => {
    expect(await openPage({ stepMs: 30 }).train(3)).toEqual([
      [1, true],
      [1, true],
      [1, true],
    ]);
  });

  test("takes no more than twice as many where the clock has not moved", async () => {
    const steps = await openPage({ stepMs: 0.01, tick: 100 }).train(5);
    expect(steps.map(([count]) => count)).toEqual([1, 2, 4, 8, 16]);
  });

  test("is due when the time is up, not before", async () => {
    const { breather, spend } = openPage({ everyMs: 8 });
    spend(7.5);
    expect(breather.isDue()).toBe(false);
    spend(0.5);
    expect(breather.isDue()).toBe(true);
    expect(breather.isDue()).toBe(true);
    await breather.rest();
    expect(breather.isDue()).toBe(false);
  });

  test("without a pause makes all steps at once, and none is ever due", async () => {
    const breather = new Breather(undefined);
    expect([breather.stepsAtOnce, breather.isDue(1000)]).toEqual([Infinity, false]);
    await breather.rest();
    expect(breather.stepsAtOnce).toBe(Infinity);
  });
});

describe("work in slices", () => {
  function* slices(count: number, ended: () => void): Slices<string> {
    try {
      for (let i = 0; i < count; i++) yield;
      return "done";
    } finally {
      ended();
    }
  }

  test("is heeded before each, pauses when it is due, and gives its result", async () => {
    let pauses = 0;
    let heeded = 0;
    const pause = { everyMs: 0, now: () => 0, giveWay: async () => void pauses++ };
    const result = await finishGently(
      slices(5, () => {}),
      new Breather(pause),
      () => void heeded++,
    );
    expect({ result, pauses, heeded }).toEqual({ result: "done", pauses: 5, heeded: 6 });
  });

  test("that is ended gives back what it took, and tells why", async () => {
    let hasEnded = false;
    let heeded = 0;
    const work = finishGently(
      slices(5, () => {
        hasEnded = true;
      }),
      new Breather(undefined),
      () => {
        if (++heeded === 3) throw new Error("enough");
      },
    );
    await expect(work).rejects.toThrow("enough");
    expect({ hasEnded, heeded }).toEqual({ hasEnded: true, heeded: 3 });
  });
});

describe("answers that come later", () => {
  const later = <T>(answer: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(answer), 1));
  const given: string[] = [];

  /** The sum of both, and whether what was taken was given back. */
  function* add(a: number | Promise<number>, b: number | Promise<number>): Slices<number> {
    given.length = 0;
    try {
      const first = yield* answerOf(a);
      yield;
      return first + (yield* answerOf(b));
    } finally {
      given.push("back");
    }
  }
  const ways: readonly (readonly [string, <T>(slices: Slices<T>) => Promise<T>])[] = [
    ["waiting", finishWaiting],
    ["with pauses", (slices) => finishGently(slices, new Breather(undefined), () => undefined)],
  ];

  test.each(ways)("%s, they come to whoever asked", async (_, run) => {
    expect(await run(add(later(1), 2))).toBe(3);
    expect(await run(add(1, later(2)))).toBe(3);
    expect(await run(add(1, 2))).toBe(3);
  });

  test.each(ways)("%s, one that fails ends the work, which gives back what it took", async (_, run) => {
    await expect(run(add(1, Promise.reject(new Error("the device is gone"))))).rejects.toThrow("the device is gone");
    expect(given).toEqual(["back"]);
  });

  test("at once there are none: the work ends, and gives back what it took", () => {
    expect(finish(add(1, 2))).toBe(3);
    expect(() => finish(add(1, later(2)))).toThrow(TypeError);
    expect(given).toEqual(["back"]);
    // nor does anybody hear of one that fails
    expect(() => finish(add(Promise.reject(new Error("the device is gone")), 2))).toThrow(TypeError);
  });
});
