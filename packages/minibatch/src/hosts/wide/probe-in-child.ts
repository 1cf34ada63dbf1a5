/** Tries wide vectors in a child process, which alone ends if V8 does. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ANSWERS } from "./answers.ts";
import type { ProbeReport } from "./probe.ts";
import { NARROW_FLAG, WIDE_FLAG, WIDE_FLAGS } from "./wide-flags.ts";

/** What a probe came to. */
export interface Verdict {
  readonly isWide: boolean;
  /** a clause, e.g. "2 of 2 answers are equal ..." */
  readonly reason: string;
  readonly report: ProbeReport | null;
  /** of `WIDE_FLAGS` those that this V8 knows */
  readonly flags: readonly string[];
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

/** Below this it is not worth running V8 with a flag that is called experimental. */
export const LEAST_GAIN = 1.05;

/** Among the sources it lies beside this file; in what is built, beside the door that this is a part of. */
function programFile(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(new URL(isSource ? "./probe.ts" : "./wide-probe.js", import.meta.url));
}

/** Resolves to a verdict whatever happens. */
export async function probeInChild(options: ProbeOptions): Promise<Verdict> {
  const { node = process.execPath, program = programFile(), kernels, timeout } = options;
  const ended = await runChild(node, kernels === undefined ? [program] : [program, kernels], timeout);
  if (ended.error !== null) return narrow(`the probe does not start (${ended.error})`, false);
  if (ended.isLate) return narrow(`the probe took longer than ${timeout} ms`, true);
  if (ended.stderr.includes(`unrecognized flag ${NARROW_FLAG}`)) {
    return narrow(`Node ${process.versions.node} does not know ${WIDE_FLAG}; Node 24 does`, false);
  }
  if (ended.signal !== null)
    return narrow(`the probe was ended by ${ended.signal}: V8 cannot widen these kernels`, false);
  const report = ended.code === 0 ? readReport(ended.stdout) : null;
  if (report === null)
    return narrow(`the probe failed (${errorLine(ended.stderr) || `exit code ${ended.code}`})`, false);
  const flags = WIDE_FLAGS.filter((flag) => !ended.stderr.includes(`unrecognized flag ${flag}`));
  return { ...judge(report), flags };
}

/** Equal bits, and a gain. */
export function judge(report: ProbeReport): Omit<Verdict, "flags"> {
  for (const numerics of ["strict", "fast"] as const) {
    if (report.answers[numerics] === ANSWERS[numerics]) continue;
    const [is, should] = [report.answers[numerics].slice(0, 12), ANSWERS[numerics].slice(0, 12)];
    return { ...narrow(`${numerics} kernels gave other bits: SHA-256 is ${is}, should be ${should}`, false), report };
  }
  const gain = report.milliseconds.narrow / report.milliseconds.wide;
  const times = `${gain.toFixed(2)} times as fast`;
  if (!(gain >= LEAST_GAIN)) {
    return { ...narrow(`a step is only ${times}, should be ${LEAST_GAIN}`, true), report };
  }
  return { isWide: true, reason: `equal bits, a step is ${times}`, report, mayChange: false };
}

function narrow(reason: string, mayChange: boolean): Verdict {
  return { isWide: false, reason, report: null, flags: [], mayChange };
}

function readReport(text: string): ProbeReport | null {
  try {
    const { answers, milliseconds } = JSON.parse(text) as ProbeReport;
    const { strict, fast } = answers;
    const { narrow: before, wide } = milliseconds;
    const isReport = [strict, fast].every((hash) => typeof hash === "string") && before > 0 && wide > 0;
    return isReport ? { answers: { strict, fast }, milliseconds: { narrow: before, wide } } : null;
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
