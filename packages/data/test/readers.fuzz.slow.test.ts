/** Thousands of damaged files of each format. More or fewer: FUZZ_RUNS. */
import { readerNames } from "minibatch-data";
import { expect, test } from "vitest";
import { fuzzReader } from "./fuzz-readers.ts";

const RUNS = 5000;
/** Each HDF5 file is read by a library of its own, which takes a hundred times as long to start as most files to read. */
const FEWER: Readonly<Record<string, number>> = { hdf5: 1000 };

test.each(readerNames)(
  "damaged files of the format %s are read, or refused in one line with their name",
  async (name) => {
    const runs = Number(process.env.FUZZ_RUNS ?? FEWER[name] ?? RUNS);
    expect(await fuzzReader(name, runs)).toBeLessThan(runs);
  },
  1_800_000,
);
