import { crc32, deflateRawSync } from "node:zlib";
import { FormatError } from "minibatch";
import { expect, test } from "vitest";
import { listZip, readZipEntry } from "./zip.ts";

interface Part {
  readonly name: string;
  readonly contents: Uint8Array;
  readonly method?: number;
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
}

/** The test's own writer, by the format's text; what it is told to say need not be so. */
function writeZip(parts: readonly Part[], comment = ""): Uint8Array {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, contents, method = 8, size = contents.length, crc = crc32(contents), flags = 0 } of parts) {
    const raw = method === 8 ? deflateRawSync(contents) : Buffer.from(contents);
    const fields = Buffer.alloc(22);
    for (const [i, value] of [flags, method, 0, 0].entries()) fields.writeUInt16LE(value, 2 * i);
    for (const [i, value] of [crc, raw.length, size].entries()) fields.writeUInt32LE(value, 8 + 4 * i);
    fields.writeUInt16LE(name.length, 20);
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04\x14\0", "latin1"),
      fields,
      Buffer.alloc(2),
      Buffer.from(name),
      raw,
    ]);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(offset, 12);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0\x14\0", "latin1"), fields, tail, Buffer.from(name)]));
    files.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...files, listed, end, Buffer.from(comment)]));
}

const text = new TextEncoder().encode("hello hello hello hello");

test("stored and deflated files come back, before a comment too", () => {
  const zip = writeZip(
    [
      { name: "a", contents: text },
      { name: "b/c", contents: text, method: 0 },
    ],
    "made by hand",
  );
  const entries = listZip(zip, "a.zip");
  expect(entries.map(({ name }) => name)).toEqual(["a", "b/c"]);
  for (const entry of entries) expect([...readZipEntry(zip, entry, "a.zip")]).toEqual([...text]);
});

test.each<[string, Part, RegExp]>([
  ["another checksum", { name: "a", contents: text, crc: 5 }, /its contents are damaged/],
  ["a size too small", { name: "a", contents: text, size: 5 }, /its contents are damaged/],
  ["a size too large", { name: "a", contents: text, size: 25 }, /its contents are damaged/],
  [
    "a size beyond what it can hold",
    { name: "a", contents: text, size: 2 ** 31 },
    /more than its \d+ compressed bytes/,
  ],
  ["a password", { name: "a", contents: text, flags: 1 }, /it is encrypted/],
  ["another method", { name: "a", contents: text, method: 12 }, /method 12 of zip, can be stored or deflated/],
])("%s is refused", (_, part, fault) => {
  const zip = writeZip([part]);
  const read = (): unknown => readZipEntry(zip, listZip(zip, "a.zip")[0]!, "a.zip");
  expect(read).toThrow(FormatError);
  expect(read).toThrow(fault);
});

test("more than 1 GiB is not inflated, whatever it is packed to", () => {
  const zip = writeZip([{ name: "a", contents: Buffer.alloc(2 ** 22), size: 2 ** 30 + 1 }]);
  expect(() => readZipEntry(zip, { ...listZip(zip, "a")[0]!, compressedSize: 2 ** 21 }, "a")).toThrow(FormatError);
});

test("a bomb whose size is told too small takes no more memory than was told", () => {
  const zip = writeZip([{ name: "a", contents: Buffer.alloc(2 ** 24), size: 1000 }]);
  expect(() => readZipEntry(zip, listZip(zip, "a.zip")[0]!, "a.zip")).toThrow(/its contents are damaged/);
});

test("a directory that is cut off is missing", () => {
  const zip = writeZip([{ name: "a", contents: text }]);
  for (let end = 0; end < zip.length; end++) expect(() => listZip(zip.subarray(0, end), "a.zip")).toThrow(FormatError);
});
