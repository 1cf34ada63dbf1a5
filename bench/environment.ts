/** The machine and the versions, for the record. */
import { execFileSync } from "node:child_process";
import { arch, availableParallelism, cpus, loadavg, platform, release } from "node:os";
import type { Environment } from "./results.ts";

export function describeEnvironment(): Environment {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    commit: nameCommit(),
    load: loadavg()[0]!,
  };
}

/** Short hash, and whether files differ from it, of the worktree that a folder lies in. */
export function nameCommit(folder: string = import.meta.dirname): string {
  try {
    const call = ["describe", "--always", "--dirty"];
    return execFileSync("git", call, { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "unknown";
  }
}
