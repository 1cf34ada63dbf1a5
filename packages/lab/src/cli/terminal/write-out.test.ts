import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { collectText } from "../../../test/collect-text.ts";
import { createDisplay } from "../progress/create-display.ts";
import { printData, printJson, printText, tellError, tellLine } from "./write-out.ts";

const ESCAPES = "a\u001B]0;owned\u0007\u009B2J\u202Etxt\r.exe";
const SPELLED = "a\\u001b]0;owned\\u0007\\u009b2J\\u202etxt\\u000d.exe";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a door lets through. */
async function catchWritten(name: "stdout" | "stderr", write: () => unknown): Promise<string> {
  let written = "";
  vi.spyOn(process[name], "write").mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  await write();
  return written;
}

test.each([
  ["a result", "stdout", () => printText(ESCAPES), `${SPELLED}\n`],
  ["a line", "stderr", () => tellLine(ESCAPES), `${SPELLED}\n`],
  ["an error", "stderr", () => tellError(ESCAPES), `${SPELLED}\n`],
  ["data behind a pipe, as they are", "stdout", () => printData([ESCAPES]), ESCAPES],
] as const)("%s", async (_what, name, write, expected) => {
  expect(await catchWritten(name, write)).toBe(expected);
});

test("data on a terminal are shown, not obeyed", async () => {
  const before = process.stdout.isTTY;
  process.stdout.isTTY = true;
  try {
    expect(await catchWritten("stdout", () => printData([ESCAPES]))).toBe(SPELLED);
  } finally {
    process.stdout.isTTY = before;
  }
});

test("a document stays the same document, with nothing to obey", async () => {
  const written = await catchWritten("stdout", () => printJson({ name: ESCAPES, loss: Number.NaN }));
  expect(written).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
  expect(JSON.parse(written)).toEqual({ name: ESCAPES, loss: null });
});

test.each([true, undefined])("progress, on a terminal (%s) and in a log", (isTTY) => {
  const { stream, text } = collectText();
  const terminal = Object.assign(stream, { isTTY, columns: 100 }) as unknown as WriteStream;
  const display = createDisplay(terminal, 1);
  const evil = "a\u001B]0;owned\u0007";
  display.onOverall({ phase: evil, share: 0, finished: 0, total: 1, secondsLeft: null });
  display.onStart(0, { kind: "train", id: evil }, false);
  display.onProgress(0, { kind: "train", id: evil }, { epoch: 1, epochs: 2, loss: 0.5, accuracy: null });
  display.onLine(`${evil} failed`);
  display.onFinish(0, { kind: "train", id: evil }, null);
  display.close();
  expect(text()).not.toContain("\u001B]0");
  expect(stripVTControlCharacters(text())).toContain("a\\u001b]0;owned\\u0007 failed");
});

test("nothing else writes to the terminal", () => {
  const source = join(import.meta.dirname, "../..");
  const writers = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .filter((name) => /\b(?:stdout|stderr)\.write\(/.test(readFileSync(join(source, name), "utf8")));
  expect(writers).toEqual(["cli/terminal/write-out.ts"]);
});
