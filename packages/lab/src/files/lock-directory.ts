/** One process at a time writes an output directory. */
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { lockFile } from "./lock-file.ts";

export const LOCK_NAME = ".lock";

/**
 * Gives the function that frees it. Throws UsageError, naming the holder, when another process has it; OutputError when
 * the directory takes no file.
 */
export function lockDirectory(directory: string, command: string | null = null): () => void {
  const file = join(directory, LOCK_NAME);
  return lockFile(
    file,
    (holder) =>
      new UsageError(
        `Cannot write in ${directory}: ${holder} is writing there; wait for it, give --out another directory, or delete ${file} if that process is gone`,
      ),
    { command },
  );
}
