/** Every command on terminals of some widths, and what is wrong with what it prints there. */
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Command } from "commander";
import { buildProgram } from "../src/cli/program.ts";
import { textWidth } from "../src/cli/terminal/text-width.ts";
import { openStore } from "../src/store/open-store.ts";
import { callMinibatch } from "./call-minibatch.ts";
import { fillSampleStore } from "./sample-store.ts";

export const WIDTHS = [60, 80, 120, 200] as const;
const WIDE = 10_000;
const LONG = "rates-of-every-optimizer-with-and-without-weight-decay";

/** A store with long names, many parameters, wide letters, failures, and trials that nobody has begun. */
export async function makeWalkedStore(folder: string): Promise<string> {
  const file = join(folder, "lab.sqlite");
  const store = await openStore(file, { create: true });
  await fillSampleStore(store, {
    ending: (number) => (number === 4 ? "failed" : number === 7 ? "pruned" : "finished"),
  });
  await fillSampleStore(store, {
    name: LONG,
    configurations: 20,
    ending: (number) => (number < 30 ? "finished" : number < 32 ? "running" : "ready"),
  });
  await fillSampleStore(store, {
    name: "学習率-漢字",
    configurations: 9,
    repeats: 8,
    epochs: 14,
    synthetic: true,
    ending: (number) => (number % 11 === 4 ? "failed" : "finished"),
    point: (configuration) => ({
      optimizer: configuration % 2 === 0 ? "rmsprop-with-centred-second-moments" : "学習率の予熱",
      "optimizer.schedule.warmup-share": 0.1 / (1 + configuration),
      "a parameter with blanks": configuration,
      decay: configuration === 3 ? 1e-9 : 0.25,
      batchSize: 2 ** configuration,
      units: 10 * configuration,
      augment: configuration % 3 === 0,
      clip: 1,
      warm: null,
    }),
  });
  await fillSampleStore(store, { name: "alone", configurations: 1, repeats: 1 });
  await fillSampleStore(store, { name: "nothing-begun", configurations: 2, ending: () => "ready" });
  await fillSampleStore(store, { name: "all-failed", configurations: 2, ending: () => "failed" });
  await store.close();
  return file;
}

/** Every command's path, as `runs list`. */
export function commandPaths(command: Command = buildProgram(), path: readonly string[] = []): string[][] {
  return [[...path], ...command.commands.flatMap((child) => commandPaths(child, [...path, child.name()]))];
}

/** Calls that read the store. */
export function storeCalls(file: string): string[][] {
  const calls = [
    ["runs", "list"],
    ["runs", "list", "optimizers"],
    ["runs", "list", LONG, "--sort", "objective"],
    ["runs", "list", "学習率-漢字", "--where", "status = failed"],
    ["runs", "list", "学習率-漢字", "--all"],
    ["runs", "list", "nothing-begun"],
    ["runs", "show", "optimizers"],
    ["runs", "show", "学習率-漢字"],
    ["runs", "show", "optimizers/4"],
    ["runs", "show", "学習率-漢字/3"],
    ["runs", "show", "学習率-漢字/3", "--sort", "validation-loss"],
    ["runs", "show", "nothing-begun/0"],
    ["runs", "compare", "optimizers"],
    ["runs", "compare", LONG],
    ["runs", "compare", "学習率-漢字"],
    ["runs", "compare", "学習率-漢字", "--sort", "decay", "--all"],
    ["runs", "compare", "alone"],
    // refused
    ["runs", "list", "optimisers"],
    ["runs", "list", "optimizers", "--where", "rate < .1"],
    ["runs", "list", "optimizers", "--where", "optimizer < adam"],
    ["runs", "list", "optimizers", "--where", "nonsense"],
    ["runs", "show", "optimizers/99"],
    ["runs", "compare", "all-failed"],
    ["runs", "compare", "optimizers", "--metric", "accuracy"],
    ["runs", "rm", "学習率-漢字"],
    ["runs", "retry", "optimizers"],
    ["runs", "priority", "optimizers", "1"],
  ];
  return calls.map((call) => [...call, "--store", file]);
}

/** What a command prints on a terminal of so many columns, on stdout and stderr, without its colours. */
export async function printAt(columns: number, args: readonly string[]): Promise<string> {
  return stripVTControlCharacters(await sendAt(columns, args));
}

/** The same with all that is sent. */
export async function sendAt(columns: number, args: readonly string[]): Promise<string> {
  const before = [process.stdout, process.stderr].map(({ isTTY, columns: width }) => ({ isTTY, columns: width }));
  for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { isTTY: true, columns });
  try {
    const { stdout, stderr } = await callMinibatch(args);
    return stdout + stderr;
  } finally {
    Object.assign(process.stdout, before[0]);
    Object.assign(process.stderr, before[1]);
  }
}

/** What is wrong with it, a line each: a line that is too long, a word that stands nowhere on a wide terminal. */
export async function findFaults(columns: number, args: readonly string[]): Promise<string[]> {
  const [narrow, wide] = [await printAt(columns, args), await printAt(WIDE, args)];
  if (narrow.trim() === "") return [`${args.join(" ")}: prints nothing`];
  const known = new Set(wordsOf(wide));
  const long = narrow
    .split("\n")
    // a single word may be longer, as a path: it is whole, to be copied
    .filter((line) => textWidth(line) > columns && line.trim().includes(" "))
    .map((line) => `longer than ${columns}: ${line}`);
  const strange = wordsOf(withoutNotes(narrow))
    .filter((word) => !known.has(word) && !isMarkedCut(word, known))
    .map((word) => `broken, or cut without a mark at ${columns}: ${word}`);
  return [...long, ...strange].map((fault) => `${args.join(" ")}: ${fault}`);
}

/** What tables say of the columns that they leave out stands on no wide terminal. */
function withoutNotes(text: string): string {
  return text.replaceAll(/^Left out, for want of room: [\s\S]*?and\s--json\.$/gm, "");
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => !/^-*$|^\\$|^#$/.test(word));
}

function isMarkedCut(word: string, known: ReadonlySet<string>): boolean {
  return word.endsWith("…") && [...known].some((whole) => whole.startsWith(word.slice(0, -1)));
}
