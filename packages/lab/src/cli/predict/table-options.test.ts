import { Command } from "commander";
import { expect, test } from "vitest";
import { addTableOptions, tableFlags } from "./table-options.ts";

function parse(...args: string[]): unknown {
  const command = addTableOptions(new Command("predict"))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  command.parse(args, { from: "user" });
  return tableFlags(command.opts());
}

test("what is not given is left to the reader", () => {
  expect(parse()).toEqual({});
});

test.each([
  [["--header", "yes"], { header: true }],
  [["--header", "no"], { header: false }],
  [["--delimiter", "tab"], { delimiter: "\t" }],
  [["--delimiter", "\\t"], { delimiter: "\t" }],
  [["--delimiter", "\t"], { delimiter: "\t" }],
  [["--delimiter", ";"], { delimiter: ";" }],
  [["--delimiter", "Semicolon"], { delimiter: ";" }],
  [["--delimiter", " "], { delimiter: " " }],
  [["--delimiter", "blanks"], { delimiter: " " }],
  [["--delimiter", "none"], { delimiter: null }],
  [["--decimal", ","], { decimal: "," }],
  [["--quote", "none"], { quote: null }],
  [["--quote", "single"], { quote: "'" }],
  [["--encoding", "utf-16le"], { encoding: "utf-16le" }],
  [["--ignore", "id", "--ignore", "3"], { ignore: ["id", "3"] }],
])("%j", (args, flags) => {
  expect(parse(...args)).toEqual(flags);
});

test.each([
  [["--header", "maybe"]],
  [["--header"]],
  [["--delimiter", "::"]],
  [["--delimiter", ""]],
  [["--delimiter", "constructor"]],
  [["--decimal", ";"]],
  [["--quote", "`"]],
  [["--encoding", "latin1"]],
])("%j is refused", (args) => {
  expect(() => parse(...args)).toThrow();
});
