/** The program of the thread that tries a training of one's own, or loads the rows of a data module. */
import { workerData } from "node:worker_threads";
import { DataError } from "minibatch";
import type { Json } from "study";
import { InputError } from "../../errors.ts";
import type { OwnData } from "../../modules/define-modules.ts";
import { functionOf } from "../../modules/function-of.ts";
import { importGuarded } from "../../modules/guard-imports.ts";
import type { ModuleFiles } from "../../modules/module-files.ts";
import { answerApart } from "./answer-apart.ts";
import { describeImportError, stackOf } from "./describe-import-error.ts";
import type { ModuleAnswer } from "./module-answer.ts";
import { packRows } from "./pack-rows.ts";

export interface OwnModuleTask {
  readonly files: ModuleFiles;
  readonly module: string;
  readonly path: string;
  readonly source: string;
  /** what `load` is given; null: its `train` is looked for, and not called */
  readonly load: Readonly<Record<string, Json>> | null;
}

const task = workerData as OwnModuleTask;
// what a command writes on stdout is a document
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
answerApart(task.path, () => answer(task));

async function answer({ files, module, path, source, load: options }: OwnModuleTask): Promise<ModuleAnswer> {
  try {
    const exported = await importGuarded(files, module);
    if (options === null) {
      functionOf(exported, "train", module);
      return { kind: "exported", value: null };
    }
    const load = functionOf(exported, "load", module) as OwnData["load"];
    return { kind: "exported", value: packRows(await load(options), module) };
  } catch (error) {
    // ours say all that there is to say
    const isOurs = error instanceof InputError || error instanceof DataError;
    const reason = isOurs ? error.message : describeImportError(error, path, source);
    return { kind: "refused", reason, stack: stackOf(error) };
  }
}
