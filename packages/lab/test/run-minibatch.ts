/** Runs the command as a user does: a process of its own, from its sources or a bundle of them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const MAIN = import.meta.url.endsWith(".ts")
  ? fileURLToPath(new URL("../src/cli/main.ts", import.meta.url))
  : fileURLToPath(new URL("./main.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** user that runs it, where the caller is root */
  readonly uid?: number | undefined;
  /** a file's descriptor in place of a pipe */
  readonly stdout?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export function startMinibatch(args: readonly string[], { cwd, uid, stdout, env = {} }: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, ["--conditions=minibatch-source", MAIN, ...args], {
    cwd,
    uid,
    env: { ...process.env, ...env },
    stdio: ["ignore", stdout ?? "pipe", "pipe"],
  });
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, "close")]);
  return { code: child.exitCode, stdout, stderr };
}

/** Resolves when it has written the text on stderr; never where it does not. */
export function hasSaid(child: ChildProcess, expected: string): Promise<void> {
  return new Promise((resolve) => {
    let said = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(expected)) resolve();
    });
  });
}

export function runMinibatch(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return ended(startMinibatch(args, options));
}
