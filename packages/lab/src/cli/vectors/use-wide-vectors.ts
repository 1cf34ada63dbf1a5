/**
 * Vectors of 256 bits for a command that trains, unless MINIBATCH_WIDE=off. What was found is kept in the cache folder;
 * nothing is said of it but with `--debug`. A run that dies without an end turns them off for the next start.
 */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type WideVectors, wideVectors } from "minibatch/node";
import { cacheDirectory } from "../../data/data-directory.ts";
import { UsageError } from "../../errors.ts";
import { tellLine } from "../terminal/write-out.ts";
import { type DeadRun, markRun, readDeaths, takeDeadRun, touchRun, unmarkRun } from "./run-markers.ts";

const VARIABLE = "MINIBATCH_WIDE";
/** The probe is under a second on a quiet machine; no command waits longer than this. */
const TIMEOUT_MS = 5000;
/** After so many deaths that good runs have not made up for they stay off, until they are asked for. */
const MOST_DEATHS = 3;
/** A living run says so this often. */
const TOUCH_MS = 10_000;

/** How wide the vectors of a command are, and why. */
export interface Vectors {
  readonly bits: 128 | 256;
  readonly reason: string;
  /** what the library found; null where it was not asked */
  readonly found: WideVectors | null;
}

let inUse: Vectors | null = null;

/** What this process has decided; null where no command that trains has begun. */
export function vectorsInUse(): Vectors | null {
  return inUse;
}

/**
 * To be called before anything is compiled. Throws UsageError for a value of MINIBATCH_WIDE that is neither "on" nor
 * "off".
 */
export async function useWideVectors(
  debug: boolean,
  variables: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = join(cacheDirectory(variables), "wide-vectors"),
): Promise<Vectors> {
  const begin = performance.now();
  inUse ??= await decide(readVariable(variables[VARIABLE]), folder);
  if (debug) {
    tellLine(`Vectors of ${inUse.bits} bits: ${inUse.reason} (${(performance.now() - begin).toFixed(1)} ms).`);
  }
  return inUse;
}

type Wish = "on" | "off" | "unset";

function readVariable(value: string | undefined): Wish {
  if (value === undefined || value === "") return "unset";
  if (value === "on" || value === "off") return value;
  throw new UsageError(`Cannot read ${VARIABLE}: it is "${value}", should be on or off; leave it out for on`);
}

async function decide(wish: Wish, folder: string): Promise<Vectors> {
  if (wish === "off") return narrow(`${VARIABLE}=off`);
  try {
    const dead = takeDeadRun(folder);
    if (dead !== null) {
      forgetVerdicts(folder);
      return narrow(tellDeath(dead));
    }
  } catch (error) {
    return narrow(tellUnwritable(folder, error));
  }
  const deaths = readDeaths(folder);
  if (deaths >= MOST_DEATHS && wish !== "on") {
    return narrow(`${deaths} runs on wide vectors ended without an end; ${VARIABLE}=on tries again`);
  }
  try {
    markRun(folder);
  } catch (error) {
    return narrow(tellUnwritable(folder, error));
  }
  // before the probe: whoever interrupts it has not seen a crash
  unmarkAtEnd(folder);
  const found = await wideVectors({ folder, timeout: TIMEOUT_MS });
  const reason = found.from === "folder" ? `${found.reason}, as kept in ${folder}` : found.reason;
  if (!found.isWide) {
    unmarkRun(folder, false);
    return { bits: 128, reason, found };
  }
  setInterval(() => touchRun(folder), TOUCH_MS).unref();
  return { bits: 256, reason, found };
}

function narrow(reason: string): Vectors {
  return { bits: 128, reason, found: null };
}

function tellUnwritable(folder: string, error: unknown): string {
  return `${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`;
}

function tellDeath({ pid, since, deaths }: DeadRun): string {
  const begun = since.slice(0, 16).replace("T", " ");
  const next = deaths >= MOST_DEATHS ? `, as ${deaths} have` : "; the next start probes again";
  return `process ${pid}, begun ${begun} UTC on wide vectors, crashed or was killed${next}`;
}

/** The next start probes anew. */
function forgetVerdicts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith("wide-vectors-")) rmSync(join(folder, name), { force: true });
  }
}

/** Whichever way the process ends, but for those that nobody can watch. Only a run on wide vectors clears deaths. */
function unmarkAtEnd(folder: string): void {
  const unmark = (): void => {
    try {
      unmarkRun(folder, inUse?.bits === 256);
    } catch {
      // a folder that can no longer be written: the next start runs narrow, and this one has still ended well
    }
  };
  process.once("exit", unmark);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const onSignal = (): void => {
      // the command ends in good order
      if (process.listenerCount(signal) > 1) return;
      unmark();
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    };
    process.on(signal, onSignal);
  }
}
