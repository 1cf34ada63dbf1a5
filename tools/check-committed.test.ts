import { expect, test } from "vitest";
import { checkFile } from "./check-committed.ts";

test("a file may have a million bytes and no more", () => {
  expect(checkFile("a.gz", 1_000_000, null)).toEqual([]);
  expect(checkFile("a.gz", 1_000_001, null)).toEqual([expect.stringContaining("a.gz:1: 1000001 bytes")]);
});

test.each(["home", "Users", "root", "work"])("a folder under /%s is somebody's machine", (folder) => {
  expect(checkFile("a.ts", 9, `\nopen("/${folder}/ada/data")`)).toEqual([
    `a.ts:2: names /${folder}/ada, a folder of one machine`,
  ]);
});

test("relative paths, routes, system folders and examples are not", () => {
  expect(
    checkFile(
      "a.ts",
      9,
      'open("../home/ada"); fetch("example.com/home/ada"); open("/usr/bin/chromium"); open("/home/ann")',
    ),
  ).toEqual([]);
});
