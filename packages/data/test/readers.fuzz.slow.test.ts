/** Thousands of damaged files of each format. More or fewer: FUZZ_RUNS. */
import { readerNames } from "minibatch-data";
import { expect, test } from "vitest";
import { fuzzReader } from "./fuzz-readers.ts";

const RUNS = 5000;
/** Of HDF5 those that its C library comes to an end of: see SEEDS in fuzz-readers.ts. */
const FEWER: Readonly<Record<string, number>> = { hdf5: 60 };

test.each(readerNames)(
  "damaged files of the format %s are read, or refused in one line with their name",
  async (name) => {
    const runs = Number(process.env.FUZZ_RUNS ?? FEWER[name] ?? RUNS);
    expect(await fuzzReader(name, runs)).toBeLessThan(runs);
  },
  1_800_000,
);
