/** Vectors of 256 bits, where a probe has shown that V8 makes them of these kernels, to the same bits and quicker. */
import { basename } from "node:path";
import { setFlagsFromString } from "node:v8";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";
import { checkOptions, type OptionTable } from "../../spec/check-options.ts";
import { field, number } from "../../spec/fields.ts";
import { areKernelsCompiled, setVectorsWide } from "../../wasm/vector-width.ts";
import { keepVerdict, readVerdict } from "./kept-verdict.ts";
import { machineKey } from "./machine-key.ts";
import { probeInChild, type Verdict } from "./probe-in-child.ts";
import { WIDE_FLAG } from "./wide-flags.ts";

/** What `wideVectors` takes. */
export interface WideVectorsOptions {
  /** a folder in which the verdict is kept for the next process, made where it is missing; default: it is not kept */
  readonly folder?: string;
  /** milliseconds that the probe may take, 100 to 600000; default 10000 */
  readonly timeout?: number;
}

/** What was found. */
export interface WideVectors {
  /** whether kernels that are compiled from now on run on 256 bits */
  readonly isWide: boolean;
  /** why, in one clause */
  readonly reason: string;
  /** whether a probe was made, or its verdict found in the folder; null where neither was needed */
  readonly from: "probe" | "folder" | null;
  /** milliseconds of a step of 100 rows in the probe, the least of nine tries; null where none was measured */
  readonly milliseconds: { readonly narrow: number; readonly wide: number } | null;
  /** SHA-256 of the answers that the wide kernels gave; null where they gave none */
  readonly answers: { readonly strict: string; readonly fast: string } | null;
}

const table: OptionTable<WideVectorsOptions> = {
  call: "wideVectors",
  required: [],
  fields: {
    folder: field<string>({ type: "text", pattern: "[^]+", what: "the path of a folder" }),
    timeout: number({ atLeast: 100, atMost: 600_000 }),
  },
};

const TIMEOUT_MS = 10_000;
/** By which threads that are started later know what was found. */
const SHARED = "minibatch/wide-vectors";

let found: Promise<WideVectors> | null = null;

/**
 * Lets the kernels run on vectors of 256 bits, twice as wide as WebAssembly's, where that is safe and quicker. Results
 * keep their bits. V8 can do it on x64 by a flag that it calls experimental: so a child process tries it first, with a
 * known-answer test of every operation, and anything but equal bits and a gain leaves all as it is. The flag holds for
 * all WebAssembly of the process that is compiled afterwards, in threads too.
 *
 * Call it in the main thread before the first trainer. Off unless called. The first call decides for the process, the
 * next ones return the same; in a worker thread it returns what the main thread found.
 *
 * @returns what was found and done; frozen
 * @throws SpecError for an option it does not know, or a wrong value of one. Nothing else: what fails is told as the
 *   reason.
 */
export async function wideVectors(options: WideVectorsOptions = {}): Promise<WideVectors> {
  checkOptions(table, options, "wideVectors");
  found ??= find(options);
  return found;
}

async function find(options: WideVectorsOptions): Promise<WideVectors> {
  const known = isMainThread ? await findInMain(options) : foundByMain();
  const result = known.isWide ? widen(known) : known;
  if (isMainThread) setEnvironmentData(SHARED, JSON.stringify(result));
  return Object.freeze(result);
}

/** Looks for the last time whether it may: a trainer may have been created since, while the probe ran or before. */
function widen(known: WideVectors): WideVectors {
  if (areKernelsCompiled()) return { ...known, isWide: false, reason: TOO_LATE };
  try {
    // that of the main thread holds in all
    if (isMainThread) setFlagsFromString(WIDE_FLAG);
  } catch (error) {
    return { ...known, isWide: false, reason: `V8 does not take ${WIDE_FLAG} (${(error as Error).message})` };
  }
  setVectorsWide(true);
  return known;
}

async function findInMain({ folder, timeout = TIMEOUT_MS }: WideVectorsOptions): Promise<WideVectors> {
  const obstacle = obstacleOf();
  if (obstacle !== null) return { ...NARROW, reason: obstacle };
  const key = machineKey();
  const kept = folder === undefined ? null : readVerdict(folder, key);
  if (kept !== null) return describe(kept, "folder");
  const verdict = await probeInChild({ timeout });
  if (folder !== undefined) keepVerdict(folder, key, verdict);
  return describe(verdict, "probe");
}

const NARROW: WideVectors = { isWide: false, reason: "", from: null, milliseconds: null, answers: null };
const TOO_LATE = "kernels were compiled before; call wideVectors before the first trainer";

/** Why a probe is not even tried, or null. */
function obstacleOf(): string | null {
  if (areKernelsCompiled()) return TOO_LATE;
  if (process.arch !== "x64") return `V8 widens vectors on x64 alone, this is ${process.arch}`;
  // Electron, Bun, Deno, and a program that is one file with its Node: their executable would start the program again
  if (!/^node/i.test(basename(process.execPath))) {
    return `${basename(process.execPath)} is not Node, which alone is probed`;
  }
  return null;
}

function describe({ isWide, reason, report }: Verdict, from: "probe" | "folder"): WideVectors {
  return { isWide, reason, from, milliseconds: report?.milliseconds ?? null, answers: report?.answers ?? null };
}

function foundByMain(): WideVectors {
  const shared = getEnvironmentData(SHARED);
  if (typeof shared === "string") return JSON.parse(shared) as WideVectors;
  return { ...NARROW, reason: "this is a worker thread; call wideVectors in the main thread before it starts" };
}
