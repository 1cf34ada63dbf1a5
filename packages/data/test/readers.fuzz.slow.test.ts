/** Thousands of damaged files of each format. More or fewer: FUZZ_RUNS; the same again: FUZZ_SEED. */
import { readerNames } from "minibatch-data";
import { expect, test } from "vitest";
import { fuzzReader } from "./fuzz-readers.ts";

const RUNS = 5000;

test.each(readerNames)(
  "damaged files of the format %s are read, or refused in one line with their name",
  async (name) => {
    const runs = Number(process.env.FUZZ_RUNS ?? RUNS);
    expect(await fuzzReader(name, runs)).toBeLessThan(runs);
  },
  1_800_000,
);
