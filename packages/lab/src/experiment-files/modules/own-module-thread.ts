/** What the thread runs in which a module of one's own is tried before anything is trained. */
import { workerData } from "node:worker_threads";
import { InputError } from "../../errors.ts";
import { functionOf } from "../../modules/function-of.ts";
import { importGuarded } from "../../modules/guard-imports.ts";
import type { ModuleFiles } from "../../modules/module-files.ts";
import { answerApart } from "./answer-apart.ts";
import { describeImportError, stackOf } from "./describe-import-error.ts";
import type { ModuleAnswer } from "./module-answer.ts";

export interface OwnModuleTask {
  readonly files: ModuleFiles;
  readonly module: string;
  readonly path: string;
  readonly source: string;
}

const task = workerData as OwnModuleTask;
// what a command writes on stdout is a document
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
answerApart(task.path, () => tryTraining(task));

async function tryTraining({ files, module, path, source }: OwnModuleTask): Promise<ModuleAnswer> {
  try {
    functionOf(await importGuarded(files, module), "train", module);
    return { kind: "exported", value: null };
  } catch (error) {
    // ours say all that there is to say
    const reason = error instanceof InputError ? error.message : describeImportError(error, path, source);
    return { kind: "refused", reason, stack: stackOf(error) };
  }
}
