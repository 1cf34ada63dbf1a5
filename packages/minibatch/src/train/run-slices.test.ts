import { describe, expect, test } from "vitest";
import { answerOf, finish, type Slices } from "../data/slices.ts";
import { PauseTimer, runToEnd, runWithPauses } from "./run-slices.ts";

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
  const pauseTimer = new PauseTimer(pause);
  return {
    pauseTimer,
    /** Trains on for so many looks at the clock; how many steps were made at once, and whether a pause was due. */
    async train(looks: number): Promise<[number, boolean][]> {
      const seen: [number, boolean][] = [];
      for (let i = 0; i < looks; i++) {
        const steps = pauseTimer.stepsAtOnce;
        time += steps * stepMs;
        const isDue = pauseTimer.isDue(steps);
        seen.push([steps, isDue]);
        if (isDue) await pauseTimer.pause();
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
    const { pauseTimer, train, spend } = openPage({ stepMs: 0.25 });
    await train(10);
    spend(1000);
    expect(pauseTimer.isDue()).toBe(true);
    await pauseTimer.pause();
    expect(pauseTimer.stepsAtOnce).toBe(16);
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
    const { pauseTimer, spend } = openPage({ everyMs: 8 });
    spend(7.5);
    expect(pauseTimer.isDue()).toBe(false);
    spend(0.5);
    expect(pauseTimer.isDue()).toBe(true);
    expect(pauseTimer.isDue()).toBe(true);
    await pauseTimer.pause();
    expect(pauseTimer.isDue()).toBe(false);
  });

  test("without a pause makes all steps at once, and none is ever due", async () => {
    const pauseTimer = new PauseTimer(undefined);
    expect([pauseTimer.stepsAtOnce, pauseTimer.isDue(1000)]).toEqual([Infinity, false]);
    await pauseTimer.pause();
    expect(pauseTimer.stepsAtOnce).toBe(Infinity);
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

  test("is checks before each, pauses when it is due, and gives its result", async () => {
    let pauses = 0;
    let checks = 0;
    const pause = { everyMs: 0, now: () => 0, giveWay: async () => void pauses++ };
    const result = await runWithPauses(
      slices(5, () => {}),
      new PauseTimer(pause),
      () => void checks++,
    );
    expect({ result, pauses, checks }).toEqual({ result: "done", pauses: 5, checks: 6 });
  });

  test("that is ended gives back what it took, and tells why", async () => {
    let hasEnded = false;
    let checks = 0;
    const work = runWithPauses(
      slices(5, () => {
        hasEnded = true;
      }),
      new PauseTimer(undefined),
      () => {
        if (++checks === 3) throw new Error("enough");
      },
    );
    await expect(work).rejects.toThrow("enough");
    expect({ hasEnded, checks }).toEqual({ hasEnded: true, checks: 3 });
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
    ["waiting", runToEnd],
    ["with pauses", (slices) => runWithPauses(slices, new PauseTimer(undefined), () => undefined)],
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
    // a failed pause is not reported either
    expect(() => finish(add(Promise.reject(new Error("the device is gone")), 2))).toThrow(TypeError);
  });
});
