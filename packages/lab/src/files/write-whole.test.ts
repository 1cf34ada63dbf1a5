import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OutputError, UsageError } from "../errors.ts";
import { removeUnfinished, writeWhole } from "./write-whole.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "whole-"));

test("text and bytes arrive whole, replace what was there, and leave nothing beside", () => {
  const folder = newFolder();
  const file = join(folder, "file");
  writeWhole(file, "é\n");
  expect(readFileSync(file, "utf8")).toBe("é\n");
  writeWhole(file, Uint8Array.of(0, 255));
  expect([...readFileSync(file)]).toEqual([0, 255]);
  writeWhole(file, "");
  expect(readFileSync(file)).toHaveLength(0);
  expect(readdirSync(folder)).toEqual(["file"]);
});

test.skipIf(process.platform !== "linux")("a full disk is told in one line, and the old file stays", () => {
  const folder = newFolder();
  const file = join(folder, "file");
  writeFileSync(file, "old");
  // /dev/full opens and refuses every byte, as a full disk does
  symlinkSync("/dev/full", `${file}.${process.pid}.part`);
  expect(() => writeWhole(file, "new")).toThrow(OutputError);
  symlinkSync("/dev/full", `${file}.${process.pid}.part`);
  expect(() => writeWhole(file, "new")).toThrow(
    `Cannot write ${file}: the disk is full; free some space and run the command again, it goes on where it stopped`,
  );
  expect(readFileSync(file, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["file"]);
});

test("a missing folder and a folder in the way are told in one line", () => {
  const folder = newFolder();
  expect(() => writeWhole(join(folder, "gone", "file"), "x")).toThrow(
    /^Cannot write .*gone.file: nothing can be made in .*gone; give --out a directory that can be written$/,
  );
  mkdirSync(join(folder, "taken"));
  expect(() => writeWhole(join(folder, "taken"), "x")).toThrow(
    `Cannot write ${join(folder, "taken")}: ${join(folder, "taken")} is a directory, should be a file; move it away`,
  );
  expect(readdirSync(folder)).toEqual(["taken"]);
});

test("a file where a folder should be is told in one line, with the caller's way out", () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  expect(() => writeWhole(join(file, "below"), "x", "go elsewhere")).toThrow(UsageError);
  expect(() => writeWhole(join(file, "below"), "x", "go elsewhere")).toThrow(
    /^Cannot write .*below: a part of .*below is a file, should be a directory; go elsewhere$/,
  );
});

test("a folder that cannot be cleared is told in one line", () => {
  const folder = newFolder();
  expect(() => removeUnfinished(join(folder, "gone"))).toThrow(OutputError);
  expect(() => removeUnfinished(join(folder, "gone"))).toThrow(/^Cannot clear .*gone: .*; give --out a directory/);
});

test("only what is half-written is removed", () => {
  const folder = newFolder();
  mkdirSync(join(folder, "deep"));
  for (const name of ["a.json.77.part", "deep/b.checkpoint.1.part", "c.part", "d.json", "e.77.part.txt"])
    writeFileSync(join(folder, name), "");
  removeUnfinished(folder);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["c.part", "d.json", "deep", "e.77.part.txt"]);
});
