/** Where data sets live: `--data`, else MINIBATCH_DATA, else the platform's cache folder. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

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
  return { path: join(cacheFolder(variables, platform), "minibatch"), chosenBy: "the default" };
}

/** XDG Base Directory Specification 0.8; Apple's File System Programming Guide; Windows' known folders. */
function cacheFolder(variables: Variables, platform: NodeJS.Platform): string {
  if (platform === "win32") return variables.LOCALAPPDATA || join(homedir(), "AppData", "Local");
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  return variables.XDG_CACHE_HOME || join(homedir(), ".cache");
}
