import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Found } from "./found.ts";

const besideTheRepository = resolve(import.meta.dirname, "../../../../shared/data");

/** A file a test reads; with a hash when nothing else would notice that it is another file. */
export interface WantedFile {
  readonly path: string;
  readonly sha256?: string;
}

/** The data directory when it holds all of `files`: `MINIBATCH_DATA`, else `../shared/data` beside the repository. */
export function findData(files: readonly WantedFile[]): (environment: NodeJS.ProcessEnv) => Promise<Found> {
  return async (environment) => {
    const folder = environment.MINIBATCH_DATA ?? besideTheRepository;
    for (const { path, sha256 } of files) {
      const file = join(folder, path);
      if (!existsSync(file)) {
        return { missing: `no ${path} in ${folder}; set MINIBATCH_DATA to a data directory that holds it` };
      }
      const found = sha256 === undefined ? undefined : createHash("sha256").update(readFileSync(file)).digest("hex");
      if (found !== sha256) {
        return {
          missing: `no ${path} in ${folder}: the file there has SHA-256 ${found}, should have ${sha256}; restore it`,
        };
      }
    }
    return { value: folder };
  };
}
