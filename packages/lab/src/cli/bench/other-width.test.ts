/** Cases in a process of their own, in turn with those of this one. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadMnist } from "../../data/mnist.ts";
import { gatherBenchData } from "./cases/bench-data.ts";
import { SMALL_SIZE } from "./cases/bench-size.ts";
import { CASES } from "./cases/cases.ts";
import { OtherWidth } from "./other-width.ts";
import { runCases } from "./run-cases.ts";

const data = mkdtempSync(join(tmpdir(), "bench-width-"));
const now = (): number => performance.now();
let narrow: OtherWidth;
beforeAll(async () => {
  narrow = await OtherWidth.start({ data, size: SMALL_SIZE });
});
afterAll(() => narrow.end());

test("a case that is timed here is timed there, in turn", async () => {
  const mnist = await loadMnist({ data, offline: true, notice: () => {} });
  const { environment, cases } = await runCases({
    cases: CASES.filter(({ id }) => ["A2", "B-sgd", "D"].includes(id)),
    ...{ data: gatherBenchData(mnist, SMALL_SIZE), source: "synthetic", size: SMALL_SIZE, threads: 2, blas: null },
    ...{ narrow, now, onCase: () => {}, signal: new AbortController().signal },
  });
  expect(environment.vectors).toBe(256);
  const positive = expect.toSatisfy((value: number) => value > 0, "a positive number");
  expect(cases).toHaveLength(3);
  for (const { seconds, narrowSeconds } of cases) expect([seconds, narrowSeconds]).toEqual([positive, positive]);
});

test("it has the size that it was given", async () => {
  const subject = await narrow.open("D", 1);
  if ("skipped" in subject) throw new Error(subject.skipped);
  // of 10,000 predictions: more than the call took, for it has fewer rows, and less the way there
  let isMore = false;
  for (let tries = 0; tries < 100 && !isMore; tries++) {
    const begin = now();
    const seconds = await subject.run();
    isMore = seconds > (now() - begin) / 1000;
  }
  expect(isMore).toBe(true);
  await subject.dispose();
});

test("what fails there is an error here, as is its end", async () => {
  const other = await OtherWidth.start({ data, size: SMALL_SIZE });
  await expect(other.open("no-such-case", 1)).rejects.toThrow(
    /^Cannot time 128 bits: the process for it failed: there is no case no-such-case/,
  );
  other.end();
  await expect(other.open("D", 1)).rejects.toThrow(/^Cannot time 128 bits: the process for it /);
  await expect(narrow.open("D", 1)).resolves.toMatchObject({ threads: 1 });
});
