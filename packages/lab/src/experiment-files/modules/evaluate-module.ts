/** Runs an experiment's code and returns its default export, which must be plain JSON. */
import { pathToFileURL } from "node:url";
import { plainJson } from "study/json";
import { importFile } from "../../modules/import-file.ts";
import { describeExperimentError } from "./describe-experiment-error.ts";
import { describeImportError, stackOf } from "./describe-import-error.ts";
import type { ModuleAnswer } from "./module-answer.ts";

/** `path`: the file as stacks name it; `source`: its text. Never rejects: what the code throws becomes the answer. */
export async function evaluateModule(path: string, source: string): Promise<ModuleAnswer> {
  try {
    const exported = await importFile(pathToFileURL(path).href);
    if (!Object.hasOwn(exported, "default")) {
      return problem("it has no default export; write export default defineExperiment({...})", null);
    }
    return { kind: "exported", value: plainJson(exported.default) };
  } catch (error) {
    return problem(describeExperimentError(source, error) ?? describeImportError(error, path, source), error);
  }
}

function problem(reason: string, error: unknown): ModuleAnswer {
  return { kind: "refused", reason, stack: stackOf(error) };
}
