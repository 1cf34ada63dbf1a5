/** Reads an experiment from a file; its extension says how. */
import { dirname, extname } from "node:path";
import { readerOfName } from "minibatch-data";
import type { KeptFiles } from "../data/own-files.ts";
import { InputError } from "../errors.ts";
import type { ReadExperiment } from "./complete-experiment.ts";
import { readDocument } from "./documents/read-document.ts";
import { readModule } from "./modules/read-module.ts";
import { WRITE_ONE } from "./name-other-file.ts";
import { readText } from "./read-text.ts";

export type { ReadExperiment };

type Reader = (file: string, folder: string, kept: KeptFiles | null) => Promise<ReadExperiment>;

const yaml: Reader = (file, folder, kept) => readDocument(file, "yaml", folder, kept);
const code: Reader = (file, folder) => readModule(file, undefined, folder);

const READERS: Readonly<Record<string, Reader>> = {
  ".json": (file, folder, kept) => readDocument(file, "json", folder, kept),
  ".yaml": yaml,
  ".yml": yaml,
  ".ts": code,
  ".mts": code,
  ".js": code,
  ".mjs": code,
};

/**
 * Returns it complete, checked and frozen. `folder`: from which it names its files and modules, by default its own;
 * `kept`: where those of a complete one are that lies elsewhere.
 * Throws InputError: one line with file, line, column and the fix.
 */
export async function readExperiment(
  file: string,
  folder: string = dirname(file),
  kept: KeptFiles | null = null,
): Promise<ReadExperiment> {
  const ending = extname(file).toLowerCase();
  const read = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined;
  if (read === undefined) {
    // a folder or a missing file gets its own error
    readText(file);
    const known = Object.keys(READERS).join(", ");
    const data = readerOfName(file);
    if (data !== null) {
      throw new InputError(
        `Cannot read ${file}: by its name it is data (${data.name}), no experiment, whose name ends in ${known}; ` +
          WRITE_ONE,
      );
    }
    throw new InputError(`Cannot read ${file}: its name ends in ${ending || "nothing"}, it should end in ${known}`);
  }
  return await read(file, folder, kept);
}
