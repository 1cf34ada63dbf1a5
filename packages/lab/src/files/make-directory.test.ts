import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { makeDirectory } from "./make-directory.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "directory-"));

test("makes a directory with those above it, and one that is there stays", () => {
  const path = join(newFolder(), "a", "b");
  makeDirectory(path);
  makeDirectory(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

test("a file where a directory should be is told in one line", () => {
  const folder = newFolder();
  writeFileSync(join(folder, "file"), "");
  for (const path of [join(folder, "file"), join(folder, "file", "below")]) {
    expect(() => makeDirectory(path)).toThrow(UsageError);
    expect(() => makeDirectory(path)).toThrow(
      /^Cannot make the directory .* is a file, should be a directory; give --out a directory that can be written$/,
    );
  }
});

test("it is the file that is named, not what should be below it", () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  expect(() => makeDirectory(join(file, "figures"))).toThrow(
    `Cannot make the directory ${file}: ${file} is a file, should be a directory`,
  );
});

test.skipIf(process.platform !== "linux")("a file system that makes nothing is told in one line, at once", () => {
  expect(() => makeDirectory("/proc/minibatch/out")).toThrow(
    "Cannot make the directory /proc/minibatch: nothing can be made in /proc; give --out a directory that can be written",
  );
  expect(() => makeDirectory("/proc/minibatch/out", "try elsewhere")).toThrow(/; try elsewhere$/);
});
