/**
 * A copy of the repository in a temporary folder, in which sources may be changed: the user's files stay as they are.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface WorkingCopy extends Disposable {
  readonly folder: string;
  read(file: string): string;
  write(file: string, contents: string): void;
}

/**
 * Copies what git knows or does not ignore, as it stands now, and what is built of it; packages of others are linked.
 */
export function openWorkingCopy(root: string): WorkingCopy {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-mutants-"));
  // as open as the repository is: some tests read as another user, to whom a temporary folder is closed
  chmodSync(folder, statSync(root).mode);
  const copy: WorkingCopy = {
    folder,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    write: (file, contents) => writeFileSync(join(folder, file), contents),
    // what a process of a test still writes may come in between
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
  try {
    for (const file of listFiles(root)) copyFile(root, folder, file);
    linkModules(join(root, "node_modules"), join(folder, "node_modules"));
    return copy;
  } catch (error) {
    copy[Symbol.dispose]();
    throw error;
  }
}

function listFiles(root: string): string[] {
  const { status, stdout, stderr } = spawnSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`Cannot list the files of ${root}: git says ${stderr.trim()}`);
  const built = readdirSync(join(root, "packages")).map((name) => `packages/${name}/dist`);
  return [...stdout.split("\0").filter((file) => file !== ""), ...built, "build/sources.sha256"];
}

function copyFile(root: string, folder: string, file: string): void {
  const from = join(root, file);
  if (!existsSync(from)) return;
  const to = join(folder, file);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Our own packages, which are relative links, are those of the copy; all others those that are installed. */
function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    const isLink = lstatSync(path).isSymbolicLink();
    // caches of a test run are its own
    if (!name.startsWith(".vite")) symlinkSync(isLink ? readlinkSync(path) : path, join(to, name));
  }
}
