/** The `train` of a module of one's own, in the thread that runs it. */
import { InputError } from "../../errors.ts";
import type { OwnTraining } from "../../modules/define-modules.ts";
import { functionOf } from "../../modules/function-of.ts";
import { importGuarded } from "../../modules/guard-imports.ts";
import type { ModuleFiles } from "../../modules/module-files.ts";

/** Throws InputError, and what the module throws. */
export async function loadTraining(
  files: ModuleFiles | null | undefined,
  module: string,
): Promise<OwnTraining["train"]> {
  if (files == null) {
    throw new InputError(`Cannot run ${module}: this process was not told where it lies; name its folder`);
  }
  tellOnStderr();
  const exported = await importGuarded(files, module);
  return functionOf(exported, "train", module) as OwnTraining["train"];
}

/** What a command writes on stdout is a document: what modules print goes beside it. */
function tellOnStderr(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
}
