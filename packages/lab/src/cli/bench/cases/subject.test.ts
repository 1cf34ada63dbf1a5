import { expect, test } from "vitest";
import { type SampleLimits, type Subject, timeAlternating } from "./subject.ts";

/** Takes the given seconds of a clock that it moves itself, one after the other. */
function fakeSubject(takes: readonly number[]): { subject: Subject; now: () => number; runs: () => number } {
  let clockMs = 0;
  let runs = 0;
  const subject: Subject = {
    threads: 1,
    async run() {
      const seconds = takes[runs++ % takes.length]!;
      clockMs += seconds * 1000;
      return seconds;
    },
    async dispose() {},
  };
  return { subject, now: () => clockMs, runs: () => runs };
}

const { signal } = new AbortController();

async function timeSubject(subject: Subject, limits: SampleLimits, now: () => number, until: AbortSignal) {
  const medians = await timeAlternating([subject], limits, now, until);
  expect(medians).toHaveLength(1);
  return medians[0];
}

test("what comes before is not counted, and the median is of all that follow", async () => {
  const { subject, now, runs } = fakeSubject([9, 1, 2, 4]);
  const limits = { warmUpSeconds: 9, sampleSeconds: 7, mostSamples: 10 };
  expect(await timeSubject(subject, limits, now, signal)).toBe(2);
  expect(runs()).toBe(4);
});

test("an even number of samples has the mean of its two middle ones", async () => {
  const { subject, now } = fakeSubject([9, 1, 2, 4, 8]);
  expect(await timeSubject(subject, { warmUpSeconds: 1, sampleSeconds: 1e3, mostSamples: 4 }, now, signal)).toBe(3);
});

test("there is one sample at least", async () => {
  const { subject, now, runs } = fakeSubject([3, 5]);
  expect(await timeSubject(subject, { warmUpSeconds: 0, sampleSeconds: 0, mostSamples: 1 }, now, signal)).toBe(5);
  expect(runs()).toBe(2);
});

test("it stops between two runs when it is asked to", async () => {
  const { subject, now } = fakeSubject([1]);
  const reason = new Error("enough");
  const limits = { warmUpSeconds: 1, sampleSeconds: 1, mostSamples: 1 };
  await expect(timeSubject(subject, limits, now, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test("several run in turn, each first in every other round, as often and as long as one alone", async () => {
  let clockMs = 0;
  const order: string[] = [];
  const subjectOf = (name: string, takes: number): Subject => ({
    threads: 1,
    async run() {
      order.push(name);
      clockMs += takes * 1000;
      return takes;
    },
    async dispose() {},
  });
  const limits = { warmUpSeconds: 0, sampleSeconds: 6, mostSamples: 9 };
  const medians = await timeAlternating([subjectOf("a", 1), subjectOf("b", 3)], limits, () => clockMs, signal);
  expect(medians).toEqual([1, 3]);
  // a round before, then as many as two subjects make in twice their seconds
  expect(order.join("")).toBe("abbaabba");
});
