/** Tries wide vectors in child processes, which alone end if V8 does. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ANSWERS } from "./answers.ts";
import type { ProbeReport } from "./probe.ts";
import { LEAST_GAIN } from "./probe-rule.ts";
import { PROBES, type ProbeKind } from "./wide-flags.ts";

/** What a probe came to. */
export interface Verdict {
  readonly isWide: boolean;
  /** a clause, e.g. "2 of 2 answers are equal ..." */
  readonly reason: string;
  readonly report: ProbeReport | null;
  /** whether another try might come to another verdict: what was measured depends on the machine's other work */
  readonly mayChange: boolean;
}

/** What a probe is made with; a test hands in others. */
export interface ProbeOptions {
  readonly node?: string;
  /** the file of the child's program */
  readonly program?: string;
  /** a file with the kernels' module, before its multiply-adds are set; default: this build's */
  readonly kernels?: string;
  /** milliseconds after which the child is ended */
  readonly timeout: number;
}

/** What ends a process whose code is wrong. */
const CRASHES: ReadonlySet<string> = new Set(["SIGILL", "SIGSEGV", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE"]);

/** Among the sources it lies beside this file; in what is built, beside the door that this is a part of. */
function programFile(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(new URL(isSource ? "./probe.ts" : "./wide-probe.js", import.meta.url));
}

/** Resolves to a verdict whatever happens. */
export async function probeInChild(options: ProbeOptions): Promise<Verdict> {
  const kinds = Object.keys(PROBES) as ProbeKind[];
  const outcomes = await Promise.all(kinds.map((kind) => runProbe(kind, options)));
  const failure = outcomes.find((outcome) => "reason" in outcome);
  return failure ?? judge(outcomes as ProbeReport[]);
}

/** A report, or what happened in its place. */
async function runProbe(kind: ProbeKind, options: ProbeOptions): Promise<ProbeReport | Verdict> {
  const { node = process.execPath, program = programFile(), kernels, timeout } = options;
  const args = [...PROBES[kind], program, kind, ...(kernels === undefined ? [] : [kernels])];
  const { error, isLate, signal, code, stdout, stderr } = await runChild(node, args, timeout);
  if (error !== null) return narrow(`the probe does not start (${error})`, true);
  if (isLate) return narrow(`the probe took longer than ${timeout} ms`, true);
  const unknown = /(?:unrecognized flag|bad option:) (--[\w-]+)/.exec(stderr)?.[1];
  if (unknown !== undefined) {
    return narrow(`Node ${process.versions.node} does not know ${unknown}; Node 24 does`, false);
  }
  if (signal !== null && CRASHES.has(signal)) {
    return narrow(`the probe was ended by ${signal}: V8 cannot widen these kernels`, false);
  }
  // by the system for want of memory, or by a user
  if (signal !== null) return narrow(`the probe was ended by ${signal}`, true);
  const report = code === 0 ? readReport(stdout) : null;
  return report ?? narrow(`the probe failed (${errorLine(stderr) || `exit code ${code}`})`, false);
}

/** Equal bits of all, and a gain in the one that has times. */
export function judge(reports: readonly ProbeReport[]): Verdict {
  const timed = reports.find(({ milliseconds }) => milliseconds !== null) ?? null;
  for (const report of reports) {
    for (const numerics of ["strict", "fast"] as const) {
      const [is, should] = [report.answers[numerics], ANSWERS[numerics]];
      if (is === should) continue;
      const hashes = `SHA-256 is ${is.slice(0, 12)}, should be ${should.slice(0, 12)}`;
      return { ...narrow(`${numerics} kernels gave other bits: ${hashes}`, false), report };
    }
  }
  const { narrow: before, wide } = timed?.milliseconds ?? { narrow: 0, wide: 1 };
  const times = `${(before / wide).toFixed(2)} times as fast`;
  if (!(before / wide >= LEAST_GAIN)) {
    return { ...narrow(`a step is only ${times}, should be ${LEAST_GAIN}`, true), report: timed };
  }
  return { isWide: true, reason: `equal bits, a step is ${times}`, report: timed, mayChange: false };
}

function narrow(reason: string, mayChange: boolean): Verdict {
  return { isWide: false, reason, report: null, mayChange };
}

function readReport(text: string): ProbeReport | null {
  try {
    const { answers, milliseconds } = JSON.parse(text) as ProbeReport;
    const { strict, fast } = answers;
    if (typeof strict !== "string" || typeof fast !== "string") return null;
    if (milliseconds === null) return { answers: { strict, fast }, milliseconds };
    const { narrow: before, wide } = milliseconds;
    if (!(before > 0 && wide > 0)) return null;
    return { answers: { strict, fast }, milliseconds: { narrow: before, wide } };
  } catch {
    return null;
  }
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isLate: boolean;
  /** why it did not start */
  readonly error: string | null;
}

function runChild(node: string, args: readonly string[], timeout: number): Promise<Ended> {
  return new Promise((resolve) => {
    const texts = { stdout: "", stderr: "" };
    let isLate = false;
    const end = (code: number | null, signal: string | null, error: string | null): void =>
      resolve({ code, signal, ...texts, isLate, error });
    try {
      // not the caller's options: what they load, or watch, is none of the probe's
      const env = { ...process.env, NODE_OPTIONS: "" };
      const child = spawn(node, args, { stdio: ["ignore", "pipe", "pipe"], env, windowsHide: true });
      const timer = setTimeout(() => {
        isLate = true;
        child.kill("SIGKILL");
      }, timeout);
      child.stdout.on("data", (chunk: Buffer) => (texts.stdout += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (texts.stderr += chunk.toString()));
      child.on("error", ({ message }) => {
        clearTimeout(timer);
        end(null, null, message);
      });
      child.on("close", (code, signal) => {
        clearTimeout(timer);
        end(code, signal, null);
      });
    } catch (error) {
      // Node's permission model
      end(null, null, (error as Error).message);
    }
  });
}

/** The first error that it tells, or its last line. */
function errorLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  // an error of WebAssembly has no stack, and is told in brackets
  const error = lines.map((line) => /^\[?(\w*Error\b.*?)\]?$/.exec(line)?.[1]).find((line) => line !== undefined);
  return error ?? lines.findLast((line) => line !== "") ?? "";
}
