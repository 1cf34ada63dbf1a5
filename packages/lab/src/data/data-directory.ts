/** Where data sets live: `--data`, else MINIBATCH_DATA, else the platform's cache folder. */

import { statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { InputError } from "../errors.ts";
import { systemCode } from "../files/describe-write-failure.ts";
import { writeCommand } from "../shell/write-command.ts";

export interface DataDirectory {
  readonly path: string;
  /** who chose it, for messages */
  readonly chosenBy: "--data" | "MINIBATCH_DATA" | "the default";
}

type Variables = Readonly<Record<string, string | undefined>>;

/** `option` is what `--data` gave. Relative paths are resolved against `base`, the caller's folder. */
export function findDataDirectory(
  option: string | undefined,
  base: string = process.env.INIT_CWD ?? process.cwd(),
  variables: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): DataDirectory {
  if (option !== undefined) return { path: resolve(base, option), chosenBy: "--data" };
  const given = variables.MINIBATCH_DATA;
  if (given !== undefined && given !== "") return { path: resolve(base, given), chosenBy: "MINIBATCH_DATA" };
  return { path: cacheDirectory(variables, platform), chosenBy: "the default" };
}

/** Ours in the platform's folder for what can be made anew. */
export function cacheDirectory(
  variables: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  return join(cacheFolder(variables, platform), "minibatch");
}

/** Throws InputError where a file lies in the directory's place; one that is not there yet may be made. */
export function checkNotFile({ path, chosenBy }: DataDirectory): void {
  if (kindOf(path) === "file") {
    throw new InputError(
      `Cannot use ${path} (${chosenBy}): it is a file, should be a directory; name the one that holds mnist/ and ee599/`,
    );
  }
}

/**
 * Throws InputError where a directory that somebody chose is not there: a stand-in for its data would hide the slip.
 */
export function requireChosen(directory: DataDirectory): void {
  const { path, chosenBy } = directory;
  if (chosenBy === "the default") return;
  checkNotFile(directory);
  if (kindOf(path) === null) {
    throw new InputError(
      `Cannot use ${path} (${chosenBy}): there is no such directory; check the path, or make it with ` +
        `${writeCommand(["data", "fetch", "mnist"], [], ["--data", path])}`,
    );
  }
}

function kindOf(path: string): "directory" | "file" | null {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    return stats.isDirectory() ? "directory" : "file";
  } catch (error) {
    throw new InputError(`Cannot use ${path}: the system says ${systemCode(error)}; check the path`, { cause: error });
  }
}

/** XDG Base Directory Specification 0.8; Apple's File System Programming Guide; Windows' known folders. */
function cacheFolder(variables: Variables, platform: NodeJS.Platform): string {
  if (platform === "win32") return variables.LOCALAPPDATA || join(homedir(), "AppData", "Local");
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  return variables.XDG_CACHE_HOME || join(homedir(), ".cache");
}
