/** Another revision of this repository, built in a worktree that goes when the process does. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nameCommit } from "../environment.ts";

const root = join(import.meta.dirname, "..", "..");

export interface OtherRevision {
  /** short hash */
  readonly commit: string;
  /** the library's package, with its `dist` */
  readonly library: string;
  remove(): void;
}

/** Throws an Error of one line for a revision that git does not know or that cannot be built. */
export async function buildRevision(revision: string): Promise<OtherRevision> {
  const commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], revision);
  // below this repository, so that the tools that build it are found where they are installed
  mkdirSync(join(root, "build"), { recursive: true });
  const folder = mkdtempSync(join(root, "build", "revision-"));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
    execFileSync("git", ["worktree", "prune"], { cwd: root });
  };
  try {
    git(["worktree", "add", "--detach", folder, commit], revision);
    const library = join(folder, "packages", "minibatch");
    await run([join(root, "node_modules", "tsdown", "dist", "run.mjs"), "--logLevel", "warn"], library);
    return { commit: nameCommit(folder), library, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function git(call: readonly string[], revision: string): string {
  try {
    return execFileSync("git", call, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
  } catch (error) {
    const why = (error as { stderr?: string }).stderr?.trim().split("\n").at(-1);
    throw new Error(`Cannot compare with ${revision}: ${why || "git knows no such commit here"}`);
  }
}

/** Asynchronous, so that a signal during it is noticed. */
function run(call: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, call, { cwd, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("exit", (status, signal) => {
      if (status === 0) resolve();
      else reject(new Error(`Cannot build ${cwd}: tsdown ended with ${status ?? signal}, its message is above`));
    });
  });
}
