/** The same bench on vectors of 128 bits: V8 has one width for a whole process, so it is another one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { BenchResults } from "./bench-results.ts";

/** Throws Error where it fails, with what it said, and the signal's reason. */
export async function benchNarrow(
  threads: number,
  data: string | undefined,
  signal: AbortSignal,
): Promise<BenchResults> {
  signal.throwIfAborted();
  const program = process.argv[1]!;
  const folder = data === undefined ? [] : ["--data", data];
  const args = [...process.execArgv, program, "bench", "--json", "--threads", String(threads), ...folder];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, MINIBATCH_WIDE: "off" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = (): void => void child.kill();
  signal.addEventListener("abort", stop);
  try {
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    signal.throwIfAborted();
    if (child.exitCode === 0) return JSON.parse(stdout) as BenchResults;
    throw new Error(`Cannot time 128 bits: the process for it ended with ${child.exitCode}: ${stderr.trim()}`);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Each case with its seconds on narrow vectors. */
export function withNarrow(wide: BenchResults, narrow: BenchResults | null): BenchResults {
  if (narrow === null) return wide;
  const seconds = new Map(narrow.cases.map((result) => [result.id, result.seconds]));
  const environment = { ...wide.environment, vectors: 256 } as const;
  const cases = wide.cases.map((result) => ({ ...result, narrowSeconds: seconds.get(result.id) ?? null }));
  return { environment, cases };
}
