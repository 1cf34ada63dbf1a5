/** Every command on terminals of some widths, and what is wrong with what it prints there. */
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Command } from "commander";
import { buildProgram } from "../src/cli/program.ts";
import { textWidth } from "../src/cli/terminal/text-width.ts";
import { openStore } from "../src/store/open-store.ts";
import { callMinibatch } from "./call-minibatch.ts";
import { faultsOf } from "./find-faults.ts";
import { fillSampleStore } from "./sample-store.ts";
import { screenOf } from "./screen.ts";

export const WIDTHS = [60, 80, 120, 200] as const;
const WIDE = 10_000;
const ERASE_LINE = "\u001B[2K";
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a terminal is sent
const COLOUR = /\u001B\[[\d;]*m/g;
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

/** What a command leaves on a terminal of so many columns, on stderr and stdout, without its colours. */
export async function printAt(columns: number, args: readonly string[]): Promise<string> {
  return (await sendTo(columns, args)).shown;
}

/** All that is sent. */
export async function sendAt(columns: number, args: readonly string[]): Promise<string> {
  return (await sendTo(columns, args)).sent;
}

interface Sent {
  readonly sent: string;
  /** what stays of it: bars that were drawn over are gone */
  readonly shown: string;
}

async function sendTo(columns: number, args: readonly string[]): Promise<Sent> {
  const before = [process.stdout, process.stderr].map(({ isTTY, columns: width }) => ({ isTTY, columns: width }));
  for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { isTTY: true, columns });
  try {
    const { stdout, stderr } = await callMinibatch(args);
    const shown = [stdout, stderr].map((text) => screenOf(stripColours(text)).join("\n"));
    return { sent: stdout + stderr, shown: shown.join("\n") };
  } finally {
    Object.assign(process.stdout, before[0]);
    Object.assign(process.stderr, before[1]);
  }
}

/** what each call prints there: it is the same for all widths */
const onWide = new WeakMap<readonly string[], Sent>();

/** What is wrong with it, a line each. */
export async function findFaults(columns: number, args: readonly string[]): Promise<string[]> {
  const narrow = await sendTo(columns, args);
  const wide = onWide.get(args) ?? (await sendTo(WIDE, args));
  onWide.set(args, wide);
  if (narrow.shown.trim() === "") return [`${args.join(" ")}: prints nothing`];
  const order = args.includes("--help") ? "changed" : "kept";
  const long = drawnRows(narrow.sent).filter((row) => textWidth(row) > columns);
  const faults = [
    ...faultsOf(narrow.shown, wide.shown, columns, order),
    ...long.map((row) => `drawn too long: ${row}`),
  ];
  return faults.map((fault) => `${args.join(" ")}: ${fault}`);
}

/** Rows of a display that are too long, of a command that does not draw the same twice. */
export async function findLongRows(columns: number, args: readonly string[]): Promise<string[]> {
  const rows = drawnRows(await sendAt(columns, args));
  if (rows.length === 0) return [`${args.join(" ")}: draws nothing`];
  return rows.filter((row) => textWidth(row) > columns);
}

/** Of bars, also those that were drawn over. */
function drawnRows(sent: string): string[] {
  return sent
    .split(ERASE_LINE)
    .slice(1)
    .map((row) => stripVTControlCharacters(row.split(/[\r\n]/, 1)[0]!));
}

function stripColours(text: string): string {
  return text.replaceAll(COLOUR, "");
}
