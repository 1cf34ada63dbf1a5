import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { readDataFile, sha256Of } from "./read-data-file.ts";

const folder = mkdtempSync(join(tmpdir(), "data-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = Uint8Array.of(0x1f, 0x8b, 8, 1, 2, 3);
const file = { name: "set.gz", sizeBytes: 6, signature: "1f8b08", sha256: sha256Of(bytes) };

function read(name: string, content?: readonly number[]): Uint8Array | null {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, Uint8Array.from(content));
  return readDataFile(path, file);
}

test("the known bytes; nothing where there is no file, nor a folder for it", () => {
  expect(read("set.gz", [...bytes])).toEqual(Buffer.from(bytes));
  expect(read("none.gz")).toBeNull();
  expect(read("none/set.gz")).toBeNull();
  expect(read("set.gz/set.gz")).toBeNull();
});

test.each<[string, number[], RegExp]>([
  ["another start", [0x1f, 0x8b, 9, 1, 2, 3], /: it starts with 1f8b09, should start with 1f8b08; it is not this file/],
  ["too few", [0x1f, 0x8b, 8, 1, 2], /: it has 5 bytes, should have 6; it is cut short, delete it and fetch it again$/],
  ["less than a start", [0x1f], /: it has 1 bytes, should have 6; it is cut short/],
  ["nothing", [], /: it has 0 bytes, should have 6; it is cut short/],
  ["too many", [...bytes, 4], /: it has 7 bytes, should have 6; it is another file, delete it and fetch it again$/],
  ["other bytes", [0x1f, 0x8b, 8, 1, 2, 4], /: its SHA-256 is [0-9a-f]{64}, should be [0-9a-f]{64}; it is corrupt/],
])("%s is refused", (name, content, reason) => {
  expect(() => read(name, content)).toThrow(InputError);
  expect(() => read(name)).toThrow(reason);
});

test("what is there and cannot be read is no missing file", () => {
  mkdirSync(join(folder, "folder.gz"));
  expect(() => read("folder.gz")).toThrow(/^Cannot read \S+folder\.gz: it is a directory, should be a file$/);
  symlinkSync("circle.gz", join(folder, "circle.gz"));
  expect(() => read("circle.gz")).toThrow(/^Cannot read \S+circle\.gz: the system says ELOOP$/);
});
