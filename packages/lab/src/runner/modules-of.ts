/** The modules that an experiment runs, and their hashes beside those of its data. */
import type { ExperimentSpec } from "study";
import type { SetRecord } from "../data/data-options.ts";
import { type ModuleFiles, readModuleFiles } from "../modules/module-files.ts";

/** As they lie below `folder`; null where it names none. Throws MissingModuleError and InputError. */
export function modulesOf(spec: ExperimentSpec, folder: string): ModuleFiles | null {
  return spec.model === null ? readModuleFiles(folder, spec.training.module) : null;
}

/** What an experiment is trained on: its data, and the code that trains where that is its author's own. */
export function withModules(record: SetRecord, modules: ModuleFiles | null): SetRecord {
  return modules === null ? record : { ...record, sha256: { ...record.sha256, ...modules.sha256 } };
}
