import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { cleanText } from "./clean-text.ts";
import { hasColour, paint, removePaint, type Style, showPaint } from "./paint.ts";
import { textWidth } from "./text-width.ts";
import { printText, readyText, tellError } from "./write-out.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test.each<[what: string, isTTY: boolean | undefined, env: Record<string, string>, has: boolean]>([
  ["a terminal", true, {}, true],
  ["a terminal with a name", true, { TERM: "xterm-256color" }, true],
  ["a pipe or a file", undefined, {}, false],
  ["a terminal that cannot", true, { TERM: "dumb" }, false],
  ["NO_COLOR", true, { NO_COLOR: "1" }, false],
  ["NO_COLOR of any text", true, { NO_COLOR: "false" }, false],
  ["an empty NO_COLOR", true, { NO_COLOR: "" }, true],
  ["FORCE_COLOR behind a pipe", undefined, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR on a terminal that cannot", true, { FORCE_COLOR: "3", TERM: "dumb" }, true],
  ["FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
  ["FORCE_COLOR=false", true, { FORCE_COLOR: "false" }, false],
  ["an empty FORCE_COLOR", undefined, { FORCE_COLOR: "" }, false],
  ["both: NO_COLOR", true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
])("%s", (_what, isTTY, env, has) => expect(hasColour(isTTY === undefined ? {} : { isTTY }, env)).toBe(has));

test.each<[Style, string]>([
  ["failed", "\u001B[31mx\u001B[39m"],
  ["finished", "\u001B[32mx\u001B[39m"],
  ["running", "\u001B[36mx\u001B[39m"],
  ["warning", "\u001B[33mx\u001B[39m"],
  ["best", "\u001B[1m\u001B[32mx\u001B[39m\u001B[22m"],
])("%s has its colour, and none where there are none", (style, shown) => {
  const painted = paint(style, "x");
  expect(showPaint(painted)).toBe(shown);
  expect(removePaint(painted)).toBe("x");
  expect([textWidth(painted), textWidth(shown)]).toEqual([1, 1]);
  expect(paint(null, "x")).toBe("x");
  expect(paint(style, "")).toBe("");
});

test("a painted text of some lines is painted line by line", () => {
  expect(showPaint(paint("failed", "a\n\nb"))).toBe("\u001B[31ma\u001B[39m\n\n\u001B[31mb\u001B[39m");
});

test("no text brings colours of its own, whatever is in it: escapes are spelled out, and marks cannot be made up", () => {
  const unit = fc
    .oneof(fc.nat(0x9f), fc.integer({ min: 0xfdd0, max: 0xfdef }))
    .map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      const shown = showPaint(cleanText(text));
      expect(shown).not.toContain("\u001B");
      expect(showPaint(cleanText(paint("best", text)))).toBe(
        text === ""
          ? ""
          : shown
              .split("\n")
              .map((line) => (line === "" ? "" : `\u001B[1m\u001B[32m${line}\u001B[39m\u001B[22m`))
              .join("\n"),
      );
    }),
  );
});

test("the doors paint at a terminal, and nowhere else", () => {
  const stream = (isTTY?: boolean) => (isTTY === undefined ? {} : { isTTY, columns: 80 });
  vi.stubEnv("NO_COLOR", "");
  vi.stubEnv("FORCE_COLOR", "");
  vi.stubEnv("TERM", "xterm");
  const text = `${paint("failed", "failed\u001B[2J")} and not`;
  expect(readyText(text, stream(true))).toBe("\u001B[31mfailed\\u001b[2J\u001B[39m and not");
  expect(readyText(text, stream())).toBe("failed\\u001b[2J and not");
  expect(readyText(text)).toBe("failed\\u001b[2J and not");
  vi.stubEnv("NO_COLOR", "1");
  expect(readyText(text, stream(true))).toBe("failed\\u001b[2J and not");
});

test("what is printed behind a pipe has no escape; on a terminal an error is red", () => {
  const written: string[] = [];
  for (const name of ["stdout", "stderr"] as const) {
    vi.spyOn(process[name], "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
  }
  vi.stubEnv("NO_COLOR", "");
  vi.stubEnv("FORCE_COLOR", "");
  vi.stubEnv("TERM", "xterm");
  const before = [process.stdout.isTTY, process.stderr.isTTY];
  const setTTY = (isTTY: boolean | undefined) => {
    Object.assign(process.stdout, { isTTY });
    Object.assign(process.stderr, { isTTY });
  };
  try {
    for (const isTTY of [false, true]) {
      setTTY(isTTY);
      printText(paint("best", "0.5"));
      tellError("Cannot go on");
    }
  } finally {
    Object.assign(process.stdout, { isTTY: before[0] });
    Object.assign(process.stderr, { isTTY: before[1] });
  }
  expect(written).toEqual([
    "0.5\n",
    "Cannot go on\n",
    "\u001B[1m\u001B[32m0.5\u001B[39m\u001B[22m\n",
    "\u001B[31mCannot go on\u001B[39m\n",
  ]);
});
