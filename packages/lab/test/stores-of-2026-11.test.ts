/**
 * Stores that the build of November 2026 wrote (bf780a9) open, answer as they did and go on. Exports and documents for
 * programs are compared to the byte; of pages and of what is printed everything but the wording, which
 * `keep-figures.ts` says. Nobody can write what is compared anew: where wording inside a table's cell changes, or a
 * number in a sentence, say why and change `keep-figures.ts`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { callMinibatch } from "./call-minibatch.ts";
import { startMinibatch } from "./run-minibatch.ts";
import { finishPaused, foldProblems, type GivenReproduction } from "./stores-of-2026-11/go-on.ts";
import { figuresOfPage, figuresOfText } from "./stores-of-2026-11/keep-figures.ts";
import { type Answers, ASKED, recordAnswers } from "./stores-of-2026-11/record-answers.ts";

const MINUTES = 60_000;
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const kept = (name: string): Buffer =>
  gunzipSync(readFileSync(join(import.meta.dirname, "stores-of-2026-11", "fixtures", `${name}.gz`)));
const keptJson = <T>(name: string): T => JSON.parse(kept(name).toString()) as T;

function copyOf(name: string, as: string): { folder: string; store: string } {
  const folder = mkdtempSync(join(tmpdir(), "stores-"));
  folders.push(folder);
  mkdirSync(join(folder, "none"));
  writeFileSync(join(folder, as), kept(name));
  return { folder, store: join(folder, as) };
}

/** Pages draw the best network since: its sentence, its caption, and a chart without a plot. */
const LINES_OF_NETWORK = 3;

/** Lines that were there before, in their order, as far as they are; all where more came than the network's. */
function withoutNetwork(lines: readonly string[], before: readonly string[]): readonly string[] {
  if (lines.length - before.length > LINES_OF_NETWORK) return lines;
  let at = 0;
  return lines.filter((line) => {
    if (line !== before[at]) return false;
    at++;
    return true;
  });
}

describe.each(["lab", "paused"] as const)("the store %s", (name) => {
  test("answers as it did", { timeout: 3 * MINUTES }, async () => {
    const before = keptJson<Answers>(`${name}-answers.json`);
    const { folder, store } = copyOf(`${name}.sqlite`, `${name}.sqlite`);
    const now = await recordAnswers(callMinibatch, folder, { store, ...ASKED[name] });
    expect(Object.keys(now.exact)).toEqual(Object.keys(before.exact));
    for (const [call, text] of Object.entries(before.exact)) expect(now.exact[call], call).toBe(text);
    for (const [call, text] of Object.entries(before.printed)) {
      expect(figuresOfText(now.printed[call]!), call).toEqual(figuresOfText(text));
    }
    for (const [page, outline] of Object.entries(before.pages)) {
      expect(withoutNetwork(figuresOfPage(now.pages[page]!), figuresOfPage(outline)), page).toEqual(
        figuresOfPage(outline),
      );
    }
  });
});

test("one figure that differs is seen in a table, a sentence, a page's cell and a chart; another word in a sentence is not", () => {
  const { printed, pages } = keptJson<Answers>("lab-answers.json");
  const list = printed["runs list mixed --all"]!;
  const page = pages.mixed!;
  const swapped = (from: string, to: string): string[] => page.map((line) => line.replace(from, to));
  const figure = /0\.6705/;
  expect(list).toMatch(figure);
  expect(figuresOfText(list.replace(figure, "0.6706"))).not.toEqual(figuresOfText(list));
  for (const kind of ["<tr><td", '<p class="lead"', "(data) "]) {
    const at = page.findIndex((line) => line.startsWith(kind) && /\d\.\d+/.test(line));
    expect(at, kind).toBeGreaterThanOrEqual(0);
    const changed = page.with(
      at,
      page[at]!.replace(/(\d\.)(\d)/, (_, whole, digit) => `${whole}${9 - Number(digit)}`),
    );
    expect(figuresOfPage(changed), kind).not.toEqual(figuresOfPage(page));
  }
  expect(figuresOfPage(swapped("the best is", "the winner is"))).toEqual(figuresOfPage(page));
  expect(figuresOfPage(swapped('<h3 id="what-next">', '<h4 id="what-next">'))).not.toEqual(figuresOfPage(page));
});

test("the interrupted sweep goes on to the same figures and weights", { timeout: 3 * MINUTES }, async () => {
  const { folder, store } = copyOf("paused.sqlite", "paused.sqlite");
  const before = kept("paused-finished.jsonl").toString().trimEnd().split("\n");
  expect(await finishPaused(startMinibatch, folder, store)).toEqual(before);
});

test("a reproduction's store gives problems 1 to 3 as it did", { timeout: 3 * MINUTES }, async () => {
  const { folder } = copyOf("reproduction.sqlite", "runs.sqlite");
  const before = keptJson<GivenReproduction>("reproduction-given.json");
  const now = await foldProblems(startMinibatch, folder);
  expect(now.results).toEqual(before.results);
  expect(figuresOfPage(now.page)).toEqual(figuresOfPage(before.page));
});
