import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { FormatError } from "minibatch";
import { describe, expect, test, vi } from "vitest";
import { readHdf5, requireArray } from "./hdf5.ts";

const read = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const readable = read("readable.hdf5");
const unreadable = read("unreadable.hdf5");

test.each([
  [readable, "9c149724697d1b20933036a65756c78308b39b5766db1d14da263bf40e23a8b8"],
  [unreadable, "e7a23f12087ea8402d89d3f40370b1b610bf7872db2e08f08774ba1980b1e1d6"],
])("the fixtures are as h5py made them", (bytes, sha256) => {
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
});

describe("reads what h5py wrote", () => {
  test.each([
    ["int8", "int8", -11],
    ["uint8", "uint8", 0],
    ["little_i2", "int16", -11],
    ["big_i2", "int16", -11],
    ["little_u2", "uint16", 0],
    ["little_i4", "int32", -11],
    ["big_i4", "int32", -11],
    ["little_u4", "uint32", 0],
    ["little_f4", "float32", -11],
    ["big_f4", "float32", -11],
    ["little_f8", "float64", -11],
    ["big_f8", "float64", -11],
  ])("%s as %s", async (name, type, first) => {
    const { [name]: array } = await readHdf5(readable, [name], "readable.hdf5");
    expect(array).toMatchObject({ type, shape: [2, 3] });
    expect([...array!.values]).toEqual([0, 1, 2, 3, 4, 5].map((i) => first + 7 * i));
  });

  test.each(["gzip", "gzip_shuffle_checksum"])("chunks through %s", async (name) => {
    const { [name]: array } = await readHdf5(readable, [name], "readable.hdf5");
    expect(array!.shape).toEqual([50, 20]);
    expect([...array!.values]).toEqual(Array.from({ length: 1000 }, (_, i) => i % 17));
  });

  test("inside a group, and a scalar", async () => {
    const inside = await readHdf5(readable, ["group/inside"], "readable.hdf5");
    expect([...inside["group/inside"].values]).toEqual([1.5, -2.5]);
    const { scalar } = await readHdf5(unreadable, ["scalar"], "unreadable.hdf5");
    expect(scalar).toMatchObject({ shape: [], values: Float32Array.of(1) });
  });
});

describe("refuses what it would read wrongly", () => {
  test.each([
    ["lzf", /"lzf" is stored through the filter lzf, can be gzip/],
    ["text", /"text" holds values of HDF5 class 3/],
    ["int64", /"int64" has the type int64, can be int8/],
    ["half", /"half" has the type float16/],
    ["compound", /"compound" holds values of HDF5 class 6/],
    ["empty", /"empty" is empty/],
    ["soft", /"soft" is a group or a link/],
    ["other_file", /"other_file" is a group or a link/],
    ["raw_elsewhere", /unable to open external raw data file/],
    ["virtual", /"virtual" is virtual/],
    ["group", /"group" is a group or a link/],
    ["absurd", /"absurd" has the shape 1048576 x 1048576/],
    ["missing", /"missing" is missing; the file holds absurd, compound/],
    ["", /"" is missing/],
    ["group/missing", /"group\/missing" is missing/],
  ])("%s", async (name, message) => {
    await expect(readHdf5(unreadable, [name], "unreadable.hdf5")).rejects.toThrow(message);
    await expect(readHdf5(unreadable, [name], "unreadable.hdf5")).rejects.toBeInstanceOf(FormatError);
  });

  test("a shape or a type other than the one wanted", async () => {
    const { gzip } = await readHdf5(readable, ["gzip"], "readable.hdf5");
    expect(() => requireArray(gzip, "gzip", "int32", [50, 20])).not.toThrow();
    expect(() => requireArray(gzip, "gzip", "int32", [20, 50])).toThrow(
      'Cannot use data set "gzip": it is int32 50 x 20, should be int32 20 x 50',
    );
    expect(() => requireArray(gzip, "gzip", "float32", [50, 20])).toThrow(FormatError);
  });
});

describe("bytes from outside end in an array or in one line, and print nothing", () => {
  const names = ["gzip_shuffle_checksum", "big_i2", "group/inside"] as const;

  async function readOrFail(bytes: Uint8Array): Promise<"values" | "refused"> {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      const arrays = await readHdf5(bytes, names, "a.hdf5");
      // A changed shape or chunk address can give other values (the format's old indices carry no checksum; the sets we
      // know are guarded by SHA-256), but never more or fewer than the shape says.
      for (const { shape, values } of Object.values(arrays)) {
        expect(values.length).toBe(shape.reduce((product, size) => product * size, 1));
      }
      return "values";
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
      expect((error as Error).message).toMatch(/^Cannot read a\.hdf5: [^\n]+$/);
      return "refused";
    } finally {
      expect(printed).not.toHaveBeenCalled();
      printed.mockRestore();
    }
  }

  test("cut short anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(readable.length - 1), async (length) => {
        expect(await readOrFail(readable.subarray(0, length))).toBe("refused");
      }),
      { numRuns: 20 },
    );
  });

  test("bytes changed anywhere", async () => {
    const changes = fc.array(fc.tuple(fc.nat(readable.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (flips) => {
        const bytes = readable.slice();
        for (const [at, flip] of flips) bytes[at]! ^= flip;
        await readOrFail(bytes);
      }),
      { numRuns: 50 },
    );
    expect(await readOrFail(readable)).toBe("values");
  });

  test("noise, with and without the signature", async () => {
    const signature = readable.subarray(0, 8);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.boolean(), async (noise, signed) => {
        expect(await readOrFail(signed ? Uint8Array.from([...signature, ...noise]) : noise)).toBe("refused");
      }),
      { numRuns: 10 },
    );
  });
});
