/** Lets one process at a time write into an output directory. */
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { lockFile } from "./lock-file.ts";

export const LOCK_NAME = ".lock";

/**
 * Returns the function that unlocks it. Throws UsageError that names the holder when another process has it;
 * OutputError when no file can be written there.
 */
export function lockDirectory(directory: string, command: string | null = null): () => void {
  const file = join(directory, LOCK_NAME);
  return lockFile(
    file,
    (holder) =>
      new UsageError(
        `Cannot write in ${directory}: ${holder} is writing there; wait for it, give --out another directory, or ` +
          `delete ${file} if that process is gone`,
      ),
    { command },
  );
}
