import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Call, type Regime, simulate } from "../../test/simulated-work.ts";
import { ThreadTimings } from "./thread-timings.ts";

/** Calls of ten parts that cost so much on each number of threads; tells on how many each ran. */
function work(timings: ThreadTimings, calls: number, available: number, cost: (threads: number) => number): number[] {
  return Array.from({ length: calls }, () => {
    const threads = timings.choose(available);
    timings.add(10 * cost(threads), 10);
    return threads;
  });
}

/** When all were tried, the first time included. */
function beginsOfTries(calls: readonly Call[]): number[] {
  return calls.filter(({ isTry }, i) => isTry && !calls[i - 1]?.isTry).map(({ begin }) => begin);
}

const times = (count: number, value: number): number[] => new Array(count).fill(value);

describe("the number of threads", () => {
  test("is 1 while there are no others", () => {
    expect(work(new ThreadTimings(), 5, 1, () => 1)).toEqual([1, 1, 1, 1, 1]);
  });

  test("is the quickest of those tried, up, down and up again", () => {
    const chosen = work(new ThreadTimings(), 20, 3, (threads) => [0, 3, 1, 2][threads]!);
    expect(chosen).toEqual([1, 2, 3, 3, 2, 1, 1, 2, 3, ...times(11, 2)]);
  });

  test("is the quickest however numbers swap their costs", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }), (costs) => {
        const chosen = work(new ThreadTimings(), 3 * costs.length + 1, costs.length, (n) => costs[n - 1]!);
        expect(chosen.at(-1)).toBe(1 + costs.indexOf(Math.min(...costs)));
      }),
    );
  });

  test("is tried anew after ten times what trying cost, then after a hundred times, when that gave the same", () => {
    const regimes = [{ begin: 0, cost: (threads: number) => (threads === 1 ? 20 : 300) }];
    const calls = simulate(new ThreadTimings(), regimes, { size: 1, ms: 200_000, available: 2 });
    // three tries of 20 and of 300 ms, of which 840 in vain
    expect(beginsOfTries(calls)).toEqual([0, 960 + 8400, 2 * 960 + 8400 + 84_000, 3 * 960 + 8400 + 2 * 84_000]);
    expect(calls.every(({ threads, isTry }) => isTry || threads === 1)).toBe(true);
  });

  test("is tried anew after a second where trying costs little", () => {
    const calls = simulate(new ThreadTimings(), [{ begin: 0, cost: (n) => 1 / n }], {
      size: 1,
      ms: 20_200,
      available: 2,
    });
    expect(beginsOfTries(calls).length).toBe(20);
  });

  test("is the lesser of equals", () => {
    expect(work(new ThreadTimings(), 40, 4, () => 1).slice(12)).toEqual(times(28, 1));
  });

  test("stays 1 for a network too small for more, and follows the machine when that changes", () => {
    const timings = new ThreadTimings();
    expect(work(timings, 200, 2, (threads) => 0.05 * threads).slice(-50)).toEqual(times(50, 1));
    expect(work(timings, 2000, 2, (threads) => 1 / threads).slice(-50)).toEqual(times(50, 2));
  });

  test("is tried anew when threads have come, at once", () => {
    const timings = new ThreadTimings();
    work(timings, 5, 1, () => 1);
    expect(work(timings, 8, 2, (threads) => 1 / threads)).toEqual([1, 2, 2, 1, 1, 2, 2, 2]);
    // on three a call takes less than 4 ms, so that a try is two
    expect(work(timings, 14, 3, (threads) => 1 / threads)).toEqual([1, 2, 3, 3, 3, 3, 2, 1, 1, 2, 3, 3, 3, 3]);
  });

  test("is tried for 4 ms each: as many calls as that takes", () => {
    expect(work(new ThreadTimings(), 5, 2, () => 0.4)).toEqual([1, 2, 2, 1, 1]);
    expect(work(new ThreadTimings(), 9, 2, () => 0.39)).toEqual([1, 1, 2, 2, 2, 2, 1, 1, 1]);
  });

  test("goes by the time of a part, not of a call", () => {
    const timings = new ThreadTimings();
    const sizes = [8, 1, 1, 8, 8, 1];
    for (const size of sizes) {
      // on two threads with few parts a call is quick, and a part slow
      timings.add(timings.choose(2) === 2 ? 5 : 10, size);
    }
    expect(timings.choose(2)).toBe(1);
  });

  test("does not follow a hiccup of one try, whichever it is", () => {
    for (let slow = 1; slow <= 6; slow++) {
      let calls = 0;
      const chosen = work(new ThreadTimings(), 60, 2, (threads) => (++calls === slow ? 1000 : 1 / threads));
      expect(chosen.slice(6)).toEqual(times(54, 2));
    }
  });

  test("a hiccup of hours in a try does not keep a choice for days", () => {
    const timings = new ThreadTimings();
    let calls = 0;
    const hour = 3_600_000;
    work(timings, 6, 2, (threads) => (++calls === 2 ? hour : 1 / threads));
    const later = simulate(timings, [{ begin: 0, cost: (n) => 1 / n }], { size: 10, ms: 3000, available: 2 });
    expect(beginsOfTries(later).length).toBeGreaterThan(0);
  });

  test("is right after a slow start, which is not taken for a number's fault", () => {
    for (const quickest of [1, 2]) {
      const timings = new ThreadTimings();
      // code is compiled and caches are cold, the less the later
      const kept = Array.from({ length: 100 }, (_, calls) => {
        const threads = timings.choose(2);
        const { isTrying } = timings;
        timings.add((10 + 100 / (1 + calls)) * (threads === quickest ? 1 : 2), 10);
        return isTrying ? quickest : threads;
      });
      expect(kept).toEqual(times(100, quickest));
    }
  });

  test("is 1 where the clock stands still or is no clock", () => {
    const timings = new ThreadTimings();
    for (const elapsed of [0, Number.NaN, Number.POSITIVE_INFINITY, -5]) {
      expect(work(timings, 50, 4, () => elapsed)).toEqual(times(50, 1));
    }
  });

  test("is right however often the clock is set", () => {
    const faults = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1e9, -1];
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom(...faults), { freq: 2 }), { maxLength: 200 }), (steps) => {
        const timings = new ThreadTimings();
        for (const fault of steps) {
          const threads = timings.choose(2);
          timings.add(fault ?? 10 / threads, 10);
        }
        expect(work(timings, 7, 2, (threads) => 1 / threads).at(-1)).toBe(2);
      }),
    );
  });
});

describe("a choice that is kept", () => {
  const quick: Regime["cost"] = (threads) => 1 / threads;
  const taken: Regime["cost"] = (threads) => (threads === 2 ? 3 : 1);
  const call = { size: 5, available: 2 };

  test("is given up when another program takes a core, and found again when that goes", () => {
    const regimes = [
      { begin: 0, cost: quick },
      { begin: 500, cost: taken },
      { begin: 5500, cost: quick },
    ];
    const calls = simulate(new ThreadTimings(), regimes, { ...call, ms: 12_000 });
    const between = (from: number, to: number) =>
      new Set(calls.filter(({ begin, isTry }) => !isTry && begin > from && begin < to).map(({ threads }) => threads));
    expect(between(100, 500)).toEqual(new Set([2]));
    // well before it would have been tried anew
    expect(between(900, 5500)).toEqual(new Set([1]));
    expect(between(9500, 12_000)).toEqual(new Set([2]));
  });

  test("is looked at again when the work becomes quicker than promised: the tries had a bad moment", () => {
    const regimes = [
      { begin: 0, cost: (threads: number) => 2 * threads },
      { begin: 200, cost: quick },
    ];
    const calls = simulate(new ThreadTimings(), regimes, { ...call, ms: 900 });
    expect(calls.at(-1)!.threads).toBe(2);
  });

  test("is not looked at again for a quarter more, or for hiccups", () => {
    const regimes = [
      { begin: 0, cost: quick },
      { begin: 300, cost: (threads: number) => 1.24 / threads },
      { begin: 500, cost: (threads: number) => 40 / threads },
      { begin: 600, cost: quick },
    ];
    expect(beginsOfTries(simulate(new ThreadTimings(), regimes, { ...call, ms: 1000 })).length).toBe(1);
  });

  test("is tried anew once when the machine becomes slow for all numbers", () => {
    const regimes = [
      { begin: 0, cost: quick },
      { begin: 300, cost: (threads: number) => 3 / threads },
    ];
    const calls = simulate(new ThreadTimings(), regimes, { ...call, ms: 1500 });
    expect(beginsOfTries(calls).length).toBe(2);
    expect(calls.at(-1)!.threads).toBe(2);
  });

  test("is given up within a third of a second when the work becomes a hundred times slower", () => {
    const regimes = [
      { begin: 0, cost: (threads: number) => 0.01 / threads },
      { begin: 300, cost: (threads: number) => (threads === 1 ? 0.01 : 0.5) },
    ];
    const calls = simulate(new ThreadTimings(), regimes, { size: 10, ms: 900, available: 2 });
    const { begin, elapsed } = calls.findLast(({ threads, isTry }) => threads === 2 && !isTry)!;
    expect(begin + elapsed).toBeGreaterThan(400);
    expect(begin + elapsed).toBeLessThan(633);
  });

  test("is not tried at every change of a machine that is now slow, now quick", () => {
    const regimes = Array.from({ length: 40 }, (_, i) => ({
      begin: 150 * i,
      cost: (threads: number) => (i % 2 === 0 ? 1 : 2) * (threads === 1 ? 1.01 : 1),
    }));
    const calls = simulate(new ThreadTimings(), regimes, { ...call, ms: 6000 });
    // tries and then a quarter of a second without
    expect(beginsOfTries(calls).length).toBeLessThan(6000 / 270);
  });

  test("is looked at again at once, however long it was to be kept", () => {
    const SINGLY = { size: 1, ms: 4500, available: 2 };
    const of = (begin: number, two: number): Regime => ({ begin, cost: (threads) => (threads === 1 ? 20 : two) });
    const calls = simulate(new ThreadTimings(), [of(0, 2), of(100, 10), of(3700, 2)], SINGLY);
    const [, second, third, fourth] = beginsOfTries(calls);
    expect(second).toBeLessThan(450);
    // a hundred times 30 ms after those; they were no surprise
    expect(third).toBeGreaterThan(3400);
    expect(third).toBeLessThan(3700);
    expect(fourth).toBeLessThan(4150);
  });

  test("is not compared with work before the tries that gave it", () => {
    const before = simulate(new ThreadTimings(), [{ begin: 0, cost: quick }], { ...call, ms: 1500 });
    const change = beginsOfTries(before)[1]!;
    const regimes = [
      { begin: 0, cost: quick },
      { begin: change, cost: (threads: number) => 3 / threads },
    ];
    expect(beginsOfTries(simulate(new ThreadTimings(), regimes, { ...call, ms: change + 600 }))).toEqual([0, change]);
  });

  test("is not tried all the time where every promise is too good: one thread until then", () => {
    // tries are quick on two threads; what comes after them is slow
    const timings = new ThreadTimings();
    let [clock, tries, done] = [0, 0, 0];
    while (clock < 60_000) {
      const threads = timings.choose(2);
      const elapsed = threads === 1 ? 10 : timings.isTrying ? 6 : 15;
      if (timings.isTrying) tries += elapsed;
      timings.add(elapsed, 1);
      done++;
      clock += elapsed;
    }
    expect(tries / clock).toBeLessThan(0.04);
    // one thread does a part in 10 ms
    expect((10 * done) / clock).toBeGreaterThan(0.9);
  });
});

/** What one thread takes for a part. */
const ALONE = 1;
/** as in thread-timings.ts */
const TRY_MS = 4;
/** What a window may lag behind while it is noticed that threads became slow: less than a third of it. */
const LAG_MS = 300;
const regimesOf = fc
  .array(fc.record({ ms: fc.integer({ min: 100, max: 6000 }), cost: fc.double({ min: 0.4, max: 3, noNaN: true }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) => {
    let begin = 0;
    return all.map(({ ms, cost }): Regime => {
      const regime = { begin, cost: (threads: number) => (threads === 1 ? ALONE : cost) };
      begin += ms;
      return regime;
    });
  });

interface Scenario {
  readonly regimes: readonly Regime[];
  /** parts of a call, each a millisecond on one thread */
  readonly size: number;
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  regimes: regimesOf,
  size: fc.constantFrom(2, 5, 10, 30, 100, 300, 1000, 3000),
});

describe("whatever the machine's other work, by a simulated clock", () => {
  const run = ({ regimes, size }: Scenario): Call[] =>
    simulate(new ThreadTimings(), regimes, { size, ms: Math.max(20_000, 40 * size), available: 2 });

  test("threads slower than one by more than a quarter are not kept for longer than a second and a call", () => {
    fc.assert(
      fc.property(scenario, ({ regimes, size }) => {
        let [bad, most] = [0, 0];
        for (const { elapsed, threads, isTry } of run({ regimes, size })) {
          // a number that is tried again is not kept: what comes after is another choice
          if (isTry) bad = 0;
          if (isTry) continue;
          const isBad = threads > 1 && elapsed > 1.25 * ALONE * size + 1e-6;
          bad = isBad ? bad + elapsed : 0;
          most = Math.max(most, bad - elapsed);
        }
        expect(most).toBeLessThanOrEqual(1000);
      }),
    );
  });

  test("in no window of a second and a call is less done than by one thread, but for noticing it and the tries", () => {
    fc.assert(
      fc.property(scenario, ({ regimes, size }) => {
        const calls = run({ regimes, size });
        const longest = Math.max(...calls.map(({ elapsed }) => elapsed));
        // milliseconds of one thread's work by which the calls of the window lag behind, tries left out
        let [from, lag, most] = [0, 0, 0];
        for (const call of calls) {
          lag += lagOf(call, size);
          while (calls[from]!.begin < call.begin + call.elapsed - 1000 - longest) lag -= lagOf(calls[from++]!, size);
          most = Math.max(most, lag);
        }
        expect(most).toBeLessThanOrEqual(LAG_MS + longest);
      }),
    );
  });

  test("trying costs a few hundredths of the work, besides the first tries and those at each change", () => {
    fc.assert(
      fc.property(scenario, ({ regimes, size }) => {
        const calls = run({ regimes, size });
        const best = ({ begin }: Call): number =>
          Math.min(ALONE, regimes.findLast((regime) => regime.begin <= begin)!.cost(2));
        const wasted = calls.reduce((all, one) => all + (one.isTry ? one.elapsed - size * best(one) : 0), 0);
        const { begin, elapsed } = calls.at(-1)!;
        // the first, and those that follow them sooner because they are new; half of six tries may be 3 times slower
        const series = 2 * (1 + regimes.length) * 3 * 2 * Math.max(TRY_MS, size);
        expect(wasted).toBeLessThanOrEqual(0.03 * (begin + elapsed) + series);
      }),
    );
  });
});

function lagOf({ elapsed, isTry }: Call, size: number): number {
  return isTry ? 0 : elapsed - ALONE * size;
}
