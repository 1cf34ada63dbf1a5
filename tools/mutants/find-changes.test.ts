// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources in strings
import { describe, expect, test } from "vitest";
import { describeChange, findChanges, makeChange } from "./find-changes.ts";

/** The changed lines of a source of one line, by kind. */
function changesOf(source: string, kind: string): string[] {
  return findChanges("a.ts", source)
    .filter((change) => change.kind === kind)
    .map((change) => makeChange(source, change));
}

test.each<[string, string, string[]]>([
  ["boundary", "f(a < b, c >= 2);", ["f(a <= b, c >= 2);", "f(a < b, c > 2);"]],
  ["comparison turned", "f(a === b, c > 2);", ["f(a !== b, c > 2);", "f(a === b, c < 2);"]],
  ["condition negated", "if (isOpen) f();", ["if (!(isOpen)) f();"]],
  ["condition negated", "g(isOpen ? 1 : x);", ["g(!(isOpen) ? 1 : x);"]],
  // a comparison is turned already
  ["condition negated", "if (a < b) f();", []],
  ["arithmetic", "f(a + b * c);", ["f(a - b * c);", "f(a + b / c);"]],
  ["arithmetic", "a += 2;", ["a -= 2;"]],
  ["arithmetic", 'f("a" + b, `c` + d + e);', []],
  ["number", "f(0.5);", ["f(1.5);", "f((-0.5));"]],
  ["number", "f(7);", ["f(8);", "f(6);"]],
  ["boolean", "f(true, { false: 1 });", ["f(false, { false: 1 });"]],
  ["fallback removed", "f(a ?? 3);", ["f((a));"]],
  ["and, or", "f(a && b || c);", ["f(a || b || c);", "f(a && b && c);"]],
  ["text emptied", 'f("a", "", `b${c}`);', ['f("", "", `b${c}`);', 'f("a", null, `b${c}`);', 'f("a", "", ``);']],
  ["text emptied", 'const a = { "b": c["d"] };', ['const a = { "b": c[""] };']],
  ["text emptied", '"use strict"; import a from "b"; export { c } from "d";', []],
  ["statement removed", "f(); const a = g(); a.b = 1;", ["; const a = g(); a.b = 1;", "f(); const a = g(); ;"]],
  ["statement removed", "if (a) throw new Error(b);", [";", "if (a) ;"]],
  [
    "statement removed",
    "function f() { if (a) { return; } else g(); }",
    ["function f() { if (a) { return; } else ; }"],
  ],
  ["await removed", "await f();", ["(f());"]],
  ["arguments swapped", "f(a, b, c);", ["f(b, a, c);", "f(a, c, b);"]],
  ["arguments swapped", "f(a, a, ...b);", []],
  ["arguments swapped", "Math.max(a, b); f32x4.add(a, b); v128.or(a, b);", []],
  [
    "list emptied",
    "f([a], [], ...b, { ...c });",
    ["f([], [], ...b, { ...c });", "f([a], [], ...[], { ...c });", "f([a], [], ...b, { ...{} });"],
  ],
  [
    "least, most",
    "f(Math.min(a, b), max(c, d), e.min(g));",
    ["f(Math.max(a, b), max(c, d), e.min(g));", "f(Math.min(a, b), min(c, d), e.min(g));"],
  ],
  [
    "sign, not, step",
    "f(-a, !b, i++, --j);",
    ["f((a), !b, i++, --j);", "f(-a, (b), i++, --j);", "f(-a, !b, i--, --j);", "f(-a, !b, i++, ++j);"],
  ],
  [
    "null returned",
    "function f() { return a; return null; return; }",
    ["function f() { return null; return null; return; }"],
  ],
])("%s in %s", (kind, source, expected) => {
  expect(changesOf(source, kind)).toEqual(expected);
});

describe("left out are", () => {
  test.each([
    ["types", 'type A = "b" | 5; interface C { d: 1 } let e: 7 | undefined; f<3>; declare const g: 9;'],
    ["comments and imports", '// a < b\nimport { c } from "./d.ts"; import type { e } from "f"; export * from "g";'],
  ])("%s", (_, source) => {
    expect(findChanges("a.ts", source).filter(({ kind }) => kind !== "statement removed")).toEqual([]);
  });

  test("the words of errors, but not what is done with them", () => {
    const source = 'if (a > 1) throw new DataError(`a is ${a + 1}, not ${"more"}`, 7);';
    expect(findChanges("a.ts", source).map(describeChange)).toEqual([
      "statement removed: if (a > 1) throw new DataError(`a is ${a ...",
      "> -> >=",
      "> -> <",
      "1 -> 2",
      "1 -> 0",
      "statement removed: throw new DataError(`a is ${a + 1}, not $...",
    ]);
  });
});

test("a change is named by its lines, with what is changed marked", () => {
  const [change] = findChanges("a.ts", "const b = 1;\n  f(\n    a,\n    c,\n  );\n").filter(
    ({ kind }) => kind === "arguments swapped",
  );
  expect(change).toMatchObject({ file: "a.ts", line: 3, where: "«a, c»,", before: "a,\n    c", text: "c,\n    a" });
  expect(findChanges("a.ts", "f(1);\n  g(a + 1); // h\n").find(({ kind }) => kind === "arithmetic")?.where).toBe(
    "g(a «+» 1); // h",
  );
});

test("values in what is typed are changed", () => {
  expect(changesOf("f(a as 5, <usize>2, b! + 3 satisfies 4);", "number")).toEqual([
    "f(a as 5, <usize>3, b! + 3 satisfies 4);",
    "f(a as 5, <usize>1, b! + 3 satisfies 4);",
    "f(a as 5, <usize>2, b! + 4 satisfies 4);",
    "f(a as 5, <usize>2, b! + 2 satisfies 4);",
  ]);
});

test("AssemblyScript's decorators of functions are passed by, at their true places", () => {
  const source =
    '// @ts-ignore: decorator\n@inline\nexport const A: i32 = 4;\n@external("a", "b")\nfunction f(): void { g(1); }\n';
  expect(findChanges("a.ts", source).map(({ line, kind }) => [line, kind])).toEqual([
    [3, "number"],
    [3, "number"],
    [5, "statement removed"],
    [5, "number"],
    [5, "number"],
  ]);
});

test("a source that cannot be parsed is told", () => {
  expect(() => findChanges("a.ts", "const = 1;")).toThrow(
    "Cannot change a.ts: it cannot be parsed; find the error with tsc",
  );
});
