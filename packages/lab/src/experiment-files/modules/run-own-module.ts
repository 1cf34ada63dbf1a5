/** Modules of one's own before anything is trained: a training is tried, rows are loaded. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenModuleData } from "study";
import { InputError } from "../../errors.ts";
import type { ModuleFiles } from "../../modules/module-files.ts";
import type { OwnModuleTask } from "./own-module-thread.ts";
import type { PackedRows } from "./pack-rows.ts";
import { runApart } from "./run-apart.ts";

/** The thread's file: beside the built command, or its source. */
const THREAD: URL = import.meta.url.endsWith(".ts")
  ? new URL("./own-module-thread.ts", import.meta.url)
  : new URL("./own-module-thread.js", import.meta.url);

const TRY_LONGEST_MS = 60_000;
/** rows may be drawn, or read from far away */
const LOAD_LONGEST_MS = 60 * 60_000;

/** Whether it can be run at all. Throws InputError: one line with the module, and the place if known. */
export async function tryModule(files: ModuleFiles, module: string): Promise<void> {
  await run(files, module, null, TRY_LONGEST_MS);
}

/** The rows that its `load` gives. Throws as `tryModule`. */
export async function loadModule(files: ModuleFiles, { module, options }: OpenModuleData): Promise<PackedRows> {
  return (await run(files, module, options, LOAD_LONGEST_MS)) as PackedRows;
}

async function run(
  files: ModuleFiles,
  module: string,
  load: OwnModuleTask["load"],
  longestMs: number,
): Promise<unknown> {
  const path = join(files.folder, module);
  const source = readFileSync(path, "utf8");
  const workerData: OwnModuleTask = { files, module, path, source, load };
  const answer = await runApart({ thread: THREAD, workerData, path, source, longestMs });
  if (answer.kind === "exported") return answer.value;
  const { reason, stack } = answer;
  const cause = stack === undefined ? undefined : Object.assign(new Error(reason), { stack });
  throw new InputError(reason.startsWith("Cannot ") ? reason : `Cannot use the module ${module}: ${reason}`, { cause });
}
