import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { writeChunks } from "./write-chunks.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chunks-"));
});

async function* give(...chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks;
}

test("pieces make one file, counted in bytes", async () => {
  const path = join(folder, "a.txt");
  writeFileSync(path, "old");
  expect(await writeChunks(path, give("ä\n", "", "b\n"), "name another")).toBe(5);
  expect(readFileSync(path, "utf8")).toBe("ä\nb\n");
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("while it is written the old file stands, and it still does when the source fails", async () => {
  const path = join(folder, "a.txt");
  writeFileSync(path, "old");
  async function* breakOff(): AsyncGenerator<string> {
    yield "new";
    expect(readFileSync(path, "utf8")).toBe("old");
    throw new RangeError("the source is gone");
  }
  await expect(writeChunks(path, breakOff(), "name another")).rejects.toThrow(new RangeError("the source is gone"));
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("a place that does not take it is told with the fix", async () => {
  writeFileSync(join(folder, "file"), "");
  const path = join(folder, "file", "a.txt");
  const written = writeChunks(path, give("x"), "give --out another file");
  await expect(written).rejects.toThrow(UsageError);
  await expect(written).rejects.toThrow(/^Cannot write .*a\.txt: a part of .* is a file, .*; give --out another file$/);
  mkdirSync(join(folder, "directory"));
  await expect(writeChunks(join(folder, "directory"), give("x"), "give --out another file")).rejects.toThrow(
    /directory is a directory, should be a file; move it away$/,
  );
  expect(readdirSync(folder).sort()).toEqual(["directory", "file"]);
});
