/** Every command that prints, and the progress of those that train, on terminals of every width, and of none. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import type { NetworkExperimentSpec } from "study";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { collectText } from "../../../test/collect-text.ts";
import { fillSampleStore, sampleSpec } from "../../../test/sample-store.ts";
import { openStore } from "../../store/open-store.ts";
import { createDisplay } from "../progress/create-display.ts";
import { describeSweep } from "../sweep/sweep-summary.ts";
import { lineWidth } from "./terminal-width.ts";
import { textWidth } from "./text-width.ts";

const folder = mkdtempSync(join(tmpdir(), "narrow-"));
const file = join(folder, "lab.sqlite");

beforeAll(async () => {
  const store = await openStore(file);
  await fillSampleStore(store, { configurations: 12, ending: (number) => (number === 4 ? "failed" : "finished") });
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const CALLS = [
  ["runs", "list"],
  ["runs", "list", "optimizers"],
  ["runs", "show", "optimizers"],
  ["runs", "show", "optimizers/3", "--all"],
  ["runs", "show", "optimizers/4"],
  ["runs", "compare", "optimizers"],
  ["data", "list"],
  ["--help"],
  ["sweep", "--help"],
  ["runs", "compare", "--help"],
].map((args) => (args.includes("--help") || args[0] === "data" ? args : [...args, "--store", file]));

/** What a command prints on a terminal of so many columns. */
async function printAt(columns: number | undefined, args: readonly string[]): Promise<string> {
  const before = { isTTY: process.stdout.isTTY, columns: process.stdout.columns };
  Object.assign(process.stdout, { isTTY: true, columns });
  try {
    const { code, stdout, stderr } = await callMinibatch(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  } finally {
    Object.assign(process.stdout, before);
  }
}

test.each(CALLS)("%s %s %s: no size is that of 80 columns, and below 20 it is that of 20", async (...args) => {
  const printed = new Map<number | undefined, string>();
  for (const columns of [undefined, 0, 1, 5, 10, 20, 40, 80, 200, 10_000]) {
    printed.set(columns, await printAt(columns, args));
  }
  for (const unknown of [undefined, 0]) expect(printed.get(unknown)).toBe(printed.get(80));
  for (const narrow of [1, 5, 10]) expect(printed.get(narrow)).toBe(printed.get(20));
  // no narrow terminal has a letter a line
  const lines = (printed.get(1) as string).split("\n").length;
  expect(lines).toBeLessThan(10 * (printed.get(10_000) as string).split("\n").length);
});

/** "configuration", two blanks and a mean of six characters: the columns that no table leaves out */
const LEAST_TABLE = 21;

test("what is said at the end of a sweep has lines of the terminal's width, or a table's least", async () => {
  const store = await openStore(file);
  const experiment = await store.findExperiment("optimizers");
  const summary = { ...(await store.summarizeExperiment(experiment!.id)), synthetic: true };
  const spec = sampleSpec({ configurations: 12 });
  // with a note, for no network of the best epochs is kept
  const noted: NetworkExperimentSpec = { ...spec, objective: { ...spec.objective, at: "best" } };
  for (const columns of [0, 1, 10, 20, 21, 22, 40, 80, 119, 200, 10_000]) {
    const width = lineWidth({ isTTY: true, columns });
    const { text } = await describeSweep(store, summary, noted, width);
    expect(text.replaceAll("\n", " ")).toContain("no such network is kept, the last epoch's is. To keep it, set");
    // a command stays in one piece, to be copied
    const lines = text.split("\n").filter((line) => !line.includes(": minibatch "));
    expect({ columns, longest: Math.max(...lines.map(textWidth)) }).toSatisfy(
      ({ longest }) => longest <= Math.max(width, LEAST_TABLE),
    );
  }
  await store.close();
});

test("a window that is resized while a sweep is shown, to nothing and back, loses nothing", () => {
  const { stream, text } = collectText();
  const terminal = Object.assign(stream, { isTTY: true, columns: 80, rows: 24 });
  const display = createDisplay(terminal as unknown as WriteStream, 2);
  const task = { kind: "train", id: "learningRate=0.1, optimizer=adam, repeat 3" };
  display.onStart(0, task, false);
  for (const [i, columns] of [80, 0, 1, 10, 0, 40, 200, 0, 10_000, 80].entries()) {
    terminal.columns = columns;
    display.onOverall({ phase: "optimizers", share: i / 10, finished: i, total: 10, secondsLeft: 10 - i });
    display.onProgress(0, task, { epoch: i, epochs: 10, loss: 0.5, accuracy: 0.75 });
    display.onLine(`line ${i}: optimizers/${i} failed: the loss is not finite at step 37, rate 0.1`);
  }
  display.close();
  const sent = stripVTControlCharacters(text());
  for (let i = 0; i < 10; i++) expect(sent).toContain(`line ${i}:`);
  // each of the lines in a few rows, and the bars in fewer
  expect(sent.split("\n").length).toBeLessThan(100);
});
