/**
 * Replaces the file of a store while `minibatch sweep` writes to it, as programs do that synchronise folders, in
 * several ways; each time the sweep must end with 1 and one line, and go on from what it has saved, to the figures of
 * an undisturbed one.
 */
import { copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { createStream } from "minibatch";
import { ended, hasSaid, startMinibatch } from "../test/run-minibatch.ts";
import { exportTrials, findDifference } from "./export-figures.ts";
import type { Measured } from "./fault-report.ts";

export interface ReplaceStoreOptions {
  /** of REPLACEMENTS; default: all */
  readonly ways?: readonly string[];
  readonly trials: number;
  readonly epochs: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

type Files = { readonly file: string; readonly copy: string };

/** `copy`: the same store, as it was a while ago. */
const REPLACEMENTS: Readonly<Record<string, (files: Files) => void>> = {
  "renamed over": ({ file, copy }) => renameSync(copy, file),
  deleted: ({ file }) => rmSync(file),
  "deleted and made anew": ({ file, copy }) => {
    rmSync(file);
    copyFileSync(copy, file);
  },
  "written over": ({ file, copy }) => copyFileSync(copy, file),
  emptied: ({ file }) => truncateSync(file, 0),
  "without its log": ({ file }) => rmSync(`${file}-wal`),
};

const NAME = "replaced";
/** the sweep says so when the store is open and trials are taken */
const BEGUN = `${NAME}:`;
const SAVED = /^Cannot go on with the store [^\n]*; all that was trained is in (\S+): move that file to [^\n]+$/m;
const NOT_LOST = /^Cannot go on with the store [^\n]*; nothing is lost, all is in [^\n]+$/m;
/** from the moment that the sweep says it has begun */
const FIRST_MS = 300;
const LAST_MS = 1_200;

export async function replaceStore(options: ReplaceStoreOptions): Promise<Measured> {
  const { trials, epochs, seed, log, ways = Object.keys(REPLACEMENTS) } = options;
  const folder = mkdtempSync(join(tmpdir(), "minibatch-replaced-"));
  try {
    const description = join(folder, "replaced.json");
    writeFileSync(description, JSON.stringify(describeExperiment(trials, epochs)));
    const sweep = (store: string) => startMinibatch(["sweep", description, "--offline", "--store", store]);
    const quiet = join(folder, "quiet.sqlite");
    const { code, stderr } = await ended(sweep(quiet));
    if (code !== 0) throw new Error(`The undisturbed sweep ended with ${code}: ${stderr.trim()}`);
    const figures = await exportTrials(NAME, quiet);
    const moments = createStream(seed, "search");
    let wrong = 0;
    for (const [i, way] of ways.entries()) {
      const file = join(folder, `${i}.sqlite`);
      const afterMs = FIRST_MS + moments.nextFloat() * (LAST_MS - FIRST_MS);
      const problem = await replaceOnce({ way, file, afterMs, sweep, figures });
      log(`${way}, ${afterMs.toFixed(0)} ms after it began: ${problem ?? "saved, and the figures are equal"}`);
      if (problem !== null) wrong++;
    }
    return {
      what: `a store that is ${ways.join(", ")} in the middle of a sweep of ${trials} trials`,
      measured: `${wrong} of ${ways.length} sweeps ended otherwise than with 1 and one line, or lost a figure`,
      limit: "none",
      isMet: wrong === 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Once {
  readonly way: string;
  readonly file: string;
  readonly afterMs: number;
  readonly sweep: (store: string) => ReturnType<typeof startMinibatch>;
  readonly figures: Awaited<ReturnType<typeof exportTrials>>;
}

/** Null when all went well. */
async function replaceOnce({ way, file, afterMs, sweep, figures }: Once): Promise<string | null> {
  const copy = `${file}.copy`;
  const child = sweep(file);
  const end = ended(child);
  await Promise.race([hasSaid(child, BEGUN), end]);
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.prepare("vacuum into ?").run(copy);
  database.close();
  await Promise.race([setTimeout(afterMs), end]);
  if (child.exitCode !== null) return "the sweep was over before its store was replaced";
  REPLACEMENTS[way]!({ file, copy });
  const { code, stderr } = await end;
  const saved = SAVED.exec(stderr)?.[1];
  if (code !== 1 || (saved === undefined && !NOT_LOST.test(stderr))) return `it ended with ${code}: ${stderr.trim()}`;
  if (saved !== undefined) renameSync(saved, file);
  const again = await ended(sweep(file));
  if (again.code !== 0) return `it does not go on: ${again.stderr.trim()}`;
  const after = await exportTrials(NAME, file);
  if (after.every(({ attempts }) => attempts === 1))
    return "nothing of it was trained before: all trials were begun once";
  return findDifference(figures, after);
}

function describeExperiment(trials: number, epochs: number) {
  return {
    name: NAME,
    data: { set: "sequences" },
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 32, activation: "relu" },
        { kind: "dense", units: 1 },
      ],
      loss: "sigmoid-binary-cross-entropy",
    },
    optimizer: { kind: "adam" },
    training: { epochs, batchSize: 16 },
    parameters: { learningRate: { at: "optimizer.learningRate", values: [0.001, 0.01] } },
    repeats: trials / 2,
  };
}
