import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Found } from "./found.ts";

/**
 * A Node 20, the oldest that the library runs on: `NODE20_PATH`, else one in the path. The repository's own is another.
 */
export async function findNode20({ NODE20_PATH, PATH = "" }: NodeJS.ProcessEnv): Promise<Found> {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const places = NODE20_PATH === undefined ? PATH.split(delimiter).map((folder) => join(folder, name)) : [NODE20_PATH];
  for (const place of new Set(places)) {
    if (!existsSync(place)) continue;
    const version = await promisify(execFile)(place, ["--version"]).then(({ stdout }) => stdout, String);
    if (version.startsWith("v20.")) return { value: place };
  }
  const where = NODE20_PATH === undefined ? "in PATH" : `at ${NODE20_PATH}`;
  return { missing: `no Node 20 ${where}; install it or set NODE20_PATH` };
}
