// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources in strings
import { describe, expect, test } from "vitest";
import { checkWords, isChecked } from "./check-words.ts";
import { readRetiredWords } from "./words/retired-words.ts";

const words = readRetiredWords(`
| retired | now | looked for in | stays in |
|---|---|---|---|
| \`bell\` | wake-up | names | |
| \`apprentice\` | network | names and text | |
| \`refuse*\` | check | names | |
| \`held rows\` | resident rows | names and text in \`packages/minibatch\` | |
| \`team\` | thread group | names | \`packages/minibatch/src/host.ts\`: it is public |
| \`run/\` | training/ | names in \`packages/lab/src\` | |
| \`turn\` | attempt | names and nouns of text | |
`);
const files = [
  "tools/check-words.ts",
  "packages/minibatch/src/train/network.ts",
  "packages/minibatch/src/train/a.test.ts",
  "docs/decisions/07-small.md",
];
const check = (content: string, file = "packages/minibatch/src/open.ts"): string[] =>
  checkWords(file, content, words, files, (path) => ["pg/lib/client.js", "brain.js"].includes(path));

describe("a retired word", () => {
  test.each([
    ["a part of a name", "const drawBell = 1;\n", "bell"],
    ["in capitals", "const BELL_MS = 1;\n", "bell"],
    ["in a private name", "class A {\n  #bell = 1;\n}\n", "bell"],
    ["in a type", "type Bell = 1;\n", "bell"],
    ["the beginning of a name", "refuseRows();\n", "refuse*"],
    ["parts one after the other", "type HeldRows = 1;\n", "held rows"],
    ["in a comment", "/** Held rows. */\n", "held rows"],
    ["in a message", 'throw Error("no apprentice");\n', "apprentice"],
    ["in a template", "const a = `the ${b} apprentice`;\n", "apprentice"],
    ["as a noun", "/** The worker's turn ends. */\n", "turn"],
    ["as a noun of a message", 'throw Error("this turn is over");\n', "turn"],
  ])("is found as %s", (_, source, word) => {
    expect(check(source)).toEqual([expect.stringContaining(` has ${word}, which is now `)]);
  });

  test.each([
    ["of another word", "const labelled = apprentices1;\n"],
    ["as an English verb", "/** We refuse it; a bell rings. */\nconst refuse = 1;\n"],
    ["as a verb, where the noun is looked for", "/** It turns round; those turn, in turn, to the turning point. */\n"],
    ["of a file name that is imported", 'import { a } from "./bell.ts";\n'],
    ["in quoted code of a comment", "/** `apprentice` was its name. */\n"],
    ["in a regular expression that has quotes", "const a = /[\"'`]/; // no more\nconst b = 1;\n"],
  ])("is not found as part %s", (_, source) => {
    expect(check(source)).toEqual([]);
  });

  test("names its line, and what to write instead", () => {
    expect(check("\n/**\n * Of the apprentice.\n */\n")).toEqual([
      "packages/minibatch/src/open.ts:3: the text has apprentice, which is now network",
    ]);
  });

  test("is looked for where the table says", () => {
    expect(check("const heldRows = 1;\n", "packages/lab/src/a.ts")).toEqual([]);
    expect(check("const team = 1;\n", "packages/minibatch/src/host.ts")).toEqual([]);
    expect(check("const team = 1;\n")).toHaveLength(1);
    expect(check("", "packages/lab/src/run/a.ts")).toEqual([
      "packages/lab/src/run/a.ts:1: the path has run/, which is now training/",
    ]);
    expect(check("", "packages/lab/src/runner/a.ts")).toEqual([]);
    expect(check("", "packages/minibatch/src/save-apprentice.ts")).toHaveLength(1);
  });

  test("of pages: prose, not blocks of code, tables or links", () => {
    expect(check("A apprentice.\n", "README.md")).toHaveLength(1);
    expect(check("```ts\napprentice\n```\n| apprentice |\n[a](apprentice.md)\n", "README.md")).toEqual([]);
  });
});

test.each(["", "| retired | now |\n|---|---|\n| bell | x |\n", "| retired |\n|---|\n| `bell` | x | everywhere | |\n"])(
  "a table that cannot be read is no empty one: %j",
  (page) => {
    expect(() => readRetiredWords(page)).toThrow(/^Cannot read the retired words: /);
  },
);

describe("a comment", () => {
  const long = "x".repeat(110);

  test("has 120 columns at most, and so has prose; code, tables and addresses may have more", () => {
    expect(check(`// ${long} 567890\n`)).toEqual([]);
    expect(check(`// ${long} 5678901\n`)).toEqual([
      "packages/minibatch/src/open.ts:1: is 121 columns wide, may be 120",
    ]);
    expect(check(`const a = 1; // ${long}\n`)).toHaveLength(1);
    expect(check(`const a = "${long}${long}";\n// https://example.com/${long}\n`)).toEqual([]);
    expect(check(`${long} ${long}\n`, "README.md")).toHaveLength(1);
    expect(check(`| ${long} | ${long} |\n[a](${long}.md)\n`, "README.md")).toEqual([]);
  });

  test("is no wider than a string may be: one that a + may break at a blank", () => {
    const words = Array.from({ length: 30 }, () => "word").join(" ");
    const wide = ["packages/minibatch/src/open.ts:1: has a string that reaches beyond 120 columns; break it with +"];
    expect(check(`fail("${words}");\n`)).toEqual(wide);
    expect(check(`const a = b ? "" : \`${words} \${c}\`;\n`)).toEqual(wide);
    expect(check(`fail("${words.slice(0, 70)} " +\n  "${words.slice(0, 70)}");\n`)).toEqual([]);
    for (const whole of [
      `const a = "${long}${long}";`,
      `const a = html\`${words}\`;`,
      `const a = /${words}/;`,
      `type A = "${words}";`,
      `const a = \`${words}\n\`;`,
    ])
      expect(check(`${whole}\n`), whole).toEqual([]);
    expect(check(`fail("${words}");\n`, "packages/minibatch/src/a.test.ts")).toEqual([]);
  });

  test("names files that are there, by any end of their paths", () => {
    const there =
      "network.ts, train/network.ts, ../train/network.ts, packages/minibatch/src, *.test.ts, check-{words,x}.ts";
    const others = "pg/lib/client.js, decision 7, brain.js, Node.js, keras/src/adam.py, a.ts";
    expect(check(`// ${there}\n// ${others}\n// network.js, which the build makes\n`)).toEqual([]);
    expect(check("// learn.js, node.js\n")).toEqual([
      "packages/minibatch/src/open.ts:1: names learn.js, which is not there",
      "packages/minibatch/src/open.ts:1: names node.js, which is not there",
    ]);
    expect(check("// learn.ts\n// run/network.ts and decision 8, packages/minibatch/old\n")).toEqual([
      "packages/minibatch/src/open.ts:1: names learn.ts, which is not there",
      "packages/minibatch/src/open.ts:2: names run/network.ts, which is not there",
      "packages/minibatch/src/open.ts:2: names packages/minibatch/old, which is not there",
      "packages/minibatch/src/open.ts:2: names decision 8, which is not there",
    ]);
  });

  test("of ARCHITECTURE names files by their rooms too", () => {
    expect(check("`train/network`, `minibatch/src`\n", "ARCHITECTURE.md")).toEqual([]);
    expect(check("`train/other`\n", "ARCHITECTURE.md")).toHaveLength(1);
  });
});

test("what is dated or generated is not checked", () => {
  const checked = ["README.md", "packages/minibatch/wasm/gemm.ts", "docs/pages/index.md", "tools/check-words.test.ts"];
  const not = ["CHANGELOG.md", "docs/decisions/07-small.md", "bench/results/latest.md", "packages/lab/src/a-bytes.ts"];
  expect([...checked, ...not].filter(isChecked)).toEqual(checked);
});
