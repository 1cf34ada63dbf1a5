import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteArgument, writeCommand } from "./write-command.ts";

/** what a shell may hold: no zero byte, and no half of a pair */
const unit = fc
  .oneof(fc.integer({ min: 1, max: 0xff }), fc.integer({ min: 1, max: 0xd7ff }))
  .map((code) => String.fromCharCode(code));

/** What a shell makes of the line: the arguments behind the command's name. */
function readByShell(line: string): string[] {
  const printed = execFileSync("bash", ["-c", `minibatch() { printf '%s\\0' "$@"; }; ${line}`], { encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

const NASTY = [
  "",
  " ",
  "a b",
  "it's",
  '"',
  "$HOME",
  "`id`",
  ";id",
  "&",
  "|",
  "*",
  "~",
  "#",
  "!",
  "\\",
  "\n",
  "\t",
  "\u001B[31m",
  "é",
  "\u009B",
  "-x",
];

test("a shell gives back each argument as it was", () => {
  expect(readByShell(`minibatch ${NASTY.map((arg) => quoteArgument(arg, "linux")).join(" ")}`)).toEqual(NASTY);
  const texts = fc.sample(fc.array(fc.string({ unit })), 40);
  const all = texts.flat();
  expect(readByShell(`minibatch ${all.map((arg) => quoteArgument(arg, "linux")).join(" ")}`)).toEqual(all);
});

test("a command is one line, and a name that begins with a stroke is no option", () => {
  expect(writeCommand(["runs", "list"], ["optimizers"], ["--store", "my lab.sqlite"])).toBe(
    "minibatch runs list optimizers --store 'my lab.sqlite'",
  );
  expect(writeCommand(["report"], ["-rf"], ["--store", "a"])).toBe("minibatch report --store a -- -rf");
  expect(writeCommand(["report"], ["a\nb"])).toBe("minibatch report $'a\\nb'");
  expect(writeCommand(["report"], ["a"], [], "npx minibatch")).toBe("npx minibatch report a");
});

test("on Windows paths stay readable, and what PowerShell would replace is quoted for it", () => {
  const quoted = ["C:\\runs\\a.sqlite", "C:\\my runs\\a.sqlite", "it's", "$x"].map((arg) =>
    quoteArgument(arg, "win32"),
  );
  expect(quoted).toEqual(["C:\\runs\\a.sqlite", '"C:\\my runs\\a.sqlite"', "'it''s'", "'$x'"]);
});
