import fc from "fast-check";
import { expect, test } from "vitest";
import { fitLines, joinParagraphs } from "./fit-lines.ts";
import { textWidth } from "./text-width.ts";

const fit = (text: string, width: number): string[] => fitLines(text, width).split("\n");

test("lines that fit stay, others are broken at blanks and go on at their indent", () => {
  expect(fit("short\n  an indented line\n", 18)).toEqual(["short", "  an indented line", ""]);
  expect(fit("  an indented line", 12)).toEqual(["  an", "  indented", "  line"]);
});

test("a word that is longer than the terminal stays whole", () => {
  expect(fit("see /a/very/long/path now", 10)).toEqual(["see", "/a/very/long/path", "now"]);
});

test("a command that does not fit goes on behind a backslash, so that it can be pasted", () => {
  expect(fit("Its page: minibatch report optimizers --store lab.sqlite", 34)).toEqual([
    "Its page:",
    "  minibatch report optimizers \\",
    "      --store lab.sqlite",
  ]);
  expect(fit("Its page: minibatch report optimizers", 34)).toEqual(["Its page:", "  minibatch report optimizers"]);
});

test("a sentence that goes on behind a command in brackets is none", () => {
  expect(fit("SPEC is a file (see: minibatch schema). One network is trained", 40)).toEqual([
    "SPEC is a file (see: minibatch schema).",
    "One network is trained",
  ]);
});

test("examples under each other are all set alike", () => {
  const examples = "  $ minibatch a     short\n  $ minibatch a b c d e f     long";
  expect(fit(examples, 30)).toEqual(["  # short", "  $ minibatch a", "  # long", "  $ minibatch a b c d e f"]);
  expect(fit(examples, 40)).toEqual(examples.split("\n"));
});

test("a paragraph that was broken for a wider terminal is broken anew, lists and examples are not", () => {
  const text = "Examples:\n  $ one\n  $ two\n\nA paragraph of\ntwo lines.\n\nshort\nlines\n";
  expect(joinParagraphs(text, 12)).toBe("Examples:\n  $ one\n  $ two\n\nA paragraph of two lines.\n\nshort\nlines\n");
  expect(joinParagraphs(text, 20)).toBe(text);
});

test("what is in quotes stays in one piece", () => {
  expect(fit("  $ minibatch runs list --where 'rate < .1 and optimizer = adam'", 50)).toEqual([
    "  $ minibatch runs list --where \\",
    "      'rate < .1 and optimizer = adam'",
  ]);
});

test("an example's purpose stands above it as a shell's comment", () => {
  expect(fit("  $ minibatch runs list optimizers --sort objective     the best first", 40)).toEqual([
    "  # the best first",
    "  $ minibatch runs list optimizers \\",
    "      --sort objective",
  ]);
  expect(fit("  $ minibatch data fetch     what is missing, checked", 30)).toEqual([
    "  # what is missing, checked",
    "  $ minibatch data fetch",
  ]);
  expect(fit("  $ minibatch data     what is missing, checked", 22)).toEqual([
    "  # what is missing,",
    "  # checked",
    "  $ minibatch data",
  ]);
});

test("no line is longer, but for a word that is longer alone; no word is lost, broken or moved", () => {
  const word = fc.constantFrom("a", "minibatch", "runs", "path/to", "漢字", "$", ":", "--store", "0.5");
  const line = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 20, max: 40 }), (lines, width) => {
      const text = lines.join("\n");
      const fitted = fit(text, width);
      for (const row of fitted) expect(textWidth(row)).toBeLessThanOrEqual(width);
      const words = fitted
        .join(" ")
        .split(" ")
        .filter((part) => part !== "" && part !== "\\");
      expect(words).toEqual(text.split(/[ \n]/).filter((part) => part !== ""));
    }),
  );
});
