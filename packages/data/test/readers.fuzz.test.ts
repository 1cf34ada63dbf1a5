/** Two hundred damaged files of each format; thousands in readers.fuzz.slow.test.ts. */
import { readerNames } from "minibatch-data";
import { expect, test } from "vitest";
import { FUZZED, fuzzReader } from "./fuzz-readers.ts";

test("every reader has files to damage", () => {
  expect(Object.keys(FUZZED).toSorted()).toEqual(readerNames.toSorted());
});

test.each(readerNames)(
  "a damaged file of the format %s is read, or refused in one line with its name",
  async (name) => {
    const runs = Number(process.env.FUZZ_RUNS ?? 200);
    const read = await fuzzReader(name, runs);
    // a test of files that can all be read, or none, would be of little use
    expect(read).toBeLessThan(runs);
    if (["csv", "npy", "parquet", "idx", "hdf5"].includes(name)) expect(read).toBeGreaterThan(runs / 40);
  },
  300_000,
);
