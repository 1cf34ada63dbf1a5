import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dataset } from "minibatch";
import { dataSets } from "minibatch-data/sets";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { testWith } from "../../test/requirements.ts";
import type { DataOptions } from "./data-options.ts";
import { hasRealData, REAL_DATA } from "./fixtures/real-data.ts";
import { readHdf5, requireArray } from "./hdf5.ts";
import { loadDataSet } from "./load-data-set.ts";

let directory: string;
let notices: string[];
const notice = (line: string): number => notices.push(line);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "minibatch-sequences-"));
  notices = [];
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

async function loadSequences(options: DataOptions) {
  const { contents, record } = await loadDataSet(dataSets.sequences, options);
  const { x, y } = contents as Dataset;
  return { bits: x.values as Float32Array, labels: y.values, ...record };
}

test("without the file: synthetic sequences, said so, network or not", async () => {
  for (const offline of [true, false]) {
    const sequences = await loadSequences({ data: directory, offline, notice });
    expect(sequences.source).toBe("synthetic");
    expect(sequences.bits).toHaveLength(4800 * 20);
    expect(sequences.bits.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...new Set(sequences.bits)].sort()).toEqual([0, 1]);
    // as stores have it since the first version
    const drawn = createHash("sha256").update(Uint8Array.from(sequences.bits)).digest("hex");
    expect(sequences.sha256).toEqual({ "synthetic-sequences": drawn });
  }
  expect(notices).toHaveLength(2);
  expect(notices[0]).toMatch(
    /^SYNTHETIC sequences stand in for the typed ones: .*hdf5 is missing and nobody publishes it$/,
  );
});

test("a file of the right name and wrong bytes is an error that names it", async () => {
  mkdirSync(join(directory, "ee599"));
  writeFileSync(join(directory, "ee599", "binary_random_sp2019.hdf5"), new Uint8Array(386_048));
  await expect(loadSequences({ data: directory, notice })).rejects.toThrow(
    /binary_random_sp2019\.hdf5: it starts with 0{16}, should start with 894844460d0a1a0a; it is not this file/,
  );
});

describe.skipIf(!hasRealData("ee599/binary_random_sp2019.hdf5"))(
  "[needs the EE 599 sequences] with the real file",
  () => {
    test("reads the rows that h5py reads", async () => {
      const { bits, labels, source } = await loadSequences({ data: REAL_DATA, notice });
      expect(source).toBe("file");
      expect(notices).toEqual([]);
      // Computed by h5py: sha256 of human, then machine, as bytes.
      expect(createHash("sha256").update(Uint8Array.from(bits)).digest("hex")).toBe(
        "e431230ce63b1ee1a070e015e87aefc6744f8bfe242a5f67036c82930586ef7b",
      );
      expect([labels.length, labels.indexOf(0), labels.lastIndexOf(1)]).toEqual([4800, 2400, 2399]);
      expectClose(bits.subarray(0, 48_000).reduce((sum, bit) => sum + bit, 0) / 48_000, 0.4979, { abs: 5e-5 });
    });
  },
);

testWith("network", "reads the network's float32 arrays that h5py reads", async (data) => {
  const bytes = readFileSync(join(data, "ee599", "mnist_network_params.hdf5"));
  const arrays = await readHdf5(bytes, ["W1", "b1", "W2", "b2", "W3", "b3"], "mnist_network_params.hdf5");
  requireArray(arrays.W1, "W1", "float32", [200, 784]);
  requireArray(arrays.b1, "b1", "float32", [200]);
  requireArray(arrays.W2, "W2", "float32", [100, 200]);
  requireArray(arrays.b2, "b2", "float32", [100]);
  requireArray(arrays.W3, "W3", "float32", [10, 100]);
  requireArray(arrays.b3, "b3", "float32", [10]);
  // Sums in float64, computed by h5py and NumPy.
  const sums = Object.values(arrays).map(({ values }) =>
    Array.from<number>(values as ArrayLike<number>).reduce((sum, value) => sum + value, 0),
  );
  const expected = [
    67.25939943702423, 4.2459165423460945, 120.0439594604992, 2.4716412645520904, -3.199638078201815,
    1.5981495380401611e-6,
  ];
  expectClose(sums, expected, { abs: 1e-9 });
});
