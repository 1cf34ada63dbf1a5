import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Found } from "./requirements.ts";

const besideTheRepository = resolve(import.meta.dirname, "../../../../shared/data");

/** The data directory when it holds all of `files`: `MINIBATCH_DATA`, else `../shared/data` beside the repository. */
export function findData(files: readonly string[]): (environment: NodeJS.ProcessEnv) => Promise<Found> {
  return async (environment) => {
    const folder = environment.MINIBATCH_DATA ?? besideTheRepository;
    const absent = files.find((file) => !existsSync(join(folder, file)));
    return absent === undefined
      ? { value: folder }
      : { missing: `no ${absent} in ${folder}; set MINIBATCH_DATA to a data directory that holds it` };
  };
}
