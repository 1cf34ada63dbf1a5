/** Whether a training of one's own can be run at all, found out before its experiment is begun. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../errors.ts";
import type { ModuleFiles } from "../../modules/module-files.ts";
import type { OwnModuleTask } from "./own-module-thread.ts";
import { runApart } from "./run-apart.ts";

/** The thread's file: beside the built command, or the source that it is built from. */
const THREAD: URL = import.meta.url.endsWith(".ts")
  ? new URL("./own-module-thread.ts", import.meta.url)
  : new URL("./own-module-thread.js", import.meta.url);

const LONGEST_MS = 60_000;

/** Throws InputError: one line with the module, and the place as well as it is known. */
export async function tryModule(files: ModuleFiles, module: string): Promise<void> {
  const path = join(files.folder, module);
  const source = readFileSync(path, "utf8");
  const workerData: OwnModuleTask = { files, module, path, source };
  const answer = await runApart({ thread: THREAD, workerData, path, source, longestMs: LONGEST_MS });
  if (answer.kind === "exported") return;
  const { reason, stack } = answer;
  const cause = stack === undefined ? undefined : Object.assign(new Error(reason), { stack });
  throw new InputError(reason.startsWith("Cannot ") ? reason : `Cannot use the module ${module}: ${reason}`, { cause });
}
