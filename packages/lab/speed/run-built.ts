/** The built command in a process of its own, with what it took. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../bin/minibatch.js", import.meta.url));

export interface BuiltRun {
  readonly stdout: string;
  readonly stderr: string;
  /** from the process's start to its end */
  readonly seconds: number;
  /** resident megabytes, sampled; empty where /proc is not there */
  readonly resident: readonly { readonly seconds: number; readonly megabytes: number }[];
}

const SAMPLE_MS = 100;

/** Throws when it does not end with 0. */
export async function runBuilt(args: readonly string[]): Promise<BuiltRun> {
  const startMs = performance.now();
  const seconds = (): number => (performance.now() - startMs) / 1000;
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const resident: { seconds: number; megabytes: number }[] = [];
  const sampling = setInterval(() => {
    const megabytes = residentMegabytes(child.pid!);
    if (megabytes !== null) resident.push({ seconds: seconds(), megabytes });
  }, SAMPLE_MS);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  clearInterval(sampling);
  if (child.exitCode !== 0)
    throw new Error(`minibatch ${args.join(" ")} ended with ${child.exitCode}: ${stderr.trim()}`);
  return { stdout, stderr, seconds: seconds(), resident };
}

function residentMegabytes(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
