/**
 * Flips single bits of a store's file, one at a time all over it, and reads what is left: a figure is the one that was
 * written, or it is missing and one line says so.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStream } from "minibatch";
import { exportJsonl } from "../src/cli/runs/export/export-jsonl.ts";
import { openStore } from "../src/store/open-store.ts";
import type { LabStore } from "../src/store/store.ts";
import { fillSampleStore } from "../test/sample-store.ts";
import type { Measured } from "./fault-report.ts";

export interface FlipBitsOptions {
  readonly flips: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

/** What is read of a store: by its name, each thing as text. Where it is damaged, with the lines that say so. */
interface Reading {
  readonly things: ReadonlyMap<string, string>;
  readonly lines: readonly string[];
}

export async function flipBits({ flips, seed, log }: FlipBitsOptions): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-flips-"));
  try {
    const file = join(folder, "lab.sqlite");
    const store = await openStore(file);
    await fillSampleStore(store, { ending: (number) => (number === 5 ? "failed" : "finished") });
    await fillSampleStore(store, { name: "others", repeats: 1, synthetic: true });
    await store.close();
    const bytes = readFileSync(file);
    const whole = await readWhole(file);
    const stream = createStream(seed, "search");
    const told = { harmless: 0, inWords: 0, wrong: 0 };
    for (let flip = 0; flip < flips; flip++) {
      const at = Math.floor(((flip + stream.nextFloat()) / flips) * bytes.length);
      const bit = Math.floor(stream.nextFloat() * 8);
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1 << bit;
      writeFileSync(file, damaged);
      const reading = await read(file);
      const problem = judge(whole.things, reading);
      if (problem !== null) log(`bit ${bit} of byte ${at}: ${problem}`);
      if (problem !== null) told.wrong++;
      else if (reading.lines.length > 0) told.inWords++;
      else told.harmless++;
    }
    log(`${told.harmless} changed nothing that is read, ${told.inWords} were told`);
    return {
      what: `${flips} single bits flipped, all over a store's file`,
      measured: `${told.wrong} figures wrong without a word, or words that are not one line`,
      limit: "none",
      isMet: told.wrong === 0 && told.inWords > 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Null when all is as it was, or what is not is missing and told. */
function judge(whole: Reading["things"], { things, lines }: Reading): string | null {
  const odd = lines.find((line) => !/^Cannot [^\n]+$/.test(line));
  if (odd !== undefined) return `not one line: ${odd}`;
  const changed = [...things].find(([name, thing]) => whole.get(name) !== thing);
  // what a damaged experiment says of itself is told as such; a figure is never other than it was
  if (changed !== undefined && (isFigure(changed[0]) || lines.length === 0)) {
    return `${changed[0]} is ${changed[1]}, was ${whole.get(changed[0])}`;
  }
  const missing = [...whole.keys()].find((name) => !things.has(name));
  return missing !== undefined && lines.length === 0 ? `${missing} is missing without a word` : null;
}

function isFigure(name: string): boolean {
  return name.includes("/");
}

async function readWhole(file: string): Promise<Reading> {
  const reading = await read(file);
  if (reading.lines.length > 0)
    throw new Error(`The store is damaged before anything is done to it: ${reading.lines[0]}`);
  return reading;
}

async function read(file: string): Promise<Reading> {
  const things = new Map<string, string>();
  const lines: string[] = [];
  try {
    const store = await openStore(file, { create: false, onDamage: (line) => lines.push(line) });
    try {
      await readExperiments(store, things);
    } finally {
      await store.close();
    }
  } catch (error) {
    lines.push((error as Error).message);
  }
  return { things, lines };
}

/** Experiments by their names, trials and figures as `optimizers/3 objective`. */
async function readExperiments(store: LabStore, things: Map<string, string>): Promise<void> {
  const summaries = await store.listExperiments();
  for (const summary of summaries) things.set(summary.name, JSON.stringify(summary));
  for (const { id, name, synthetic, best } of summaries) {
    things.set(`the best of ${name}`, JSON.stringify(best));
    for await (const chunk of exportJsonl(store, { ...(await store.findExperimentById(id))!, synthetic })) {
      for (const line of chunk.trimEnd().split("\n")) {
        if (line === "") continue;
        const { trial, metrics, ...fields } = JSON.parse(line) as Record<string, unknown>;
        for (const [field, value] of [...Object.entries(fields), ...Object.entries(metrics as object)]) {
          things.set(`${name}/${trial} ${field}`, JSON.stringify(value));
        }
      }
    }
  }
}
