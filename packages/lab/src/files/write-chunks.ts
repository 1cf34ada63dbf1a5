/** As `writeWhole`, for what does not fit into memory: written beside, piece by piece, flushed, then renamed. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { describeWriteFailure } from "./describe-write-failure.ts";

/**
 * Returns the number of bytes written. When it throws, the old file is untouched: OutputError or, for a wrong path,
 * UsageError, naming the path and the fix; or what `chunks` throws.
 */
export async function writeChunks(path: string, chunks: AsyncIterable<string>, elsewhere: string): Promise<number> {
  const beside = `${path}.${process.pid}.part`;
  const problem = (error: unknown): unknown => describeWriteFailure("Cannot write", path, error, elsewhere);
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw problem(error);
    }
  };
  const file = attempt(() => openSync(beside, "w"));
  let bytes = 0;
  let open = true;
  try {
    for await (const chunk of chunks) {
      const content = Buffer.from(chunk);
      attempt(() => {
        for (let written = 0; written < content.length; ) written += writeSync(file, content, written);
      });
      bytes += content.length;
    }
    attempt(() => {
      fsyncSync(file);
      open = false;
      closeSync(file);
      renameSync(beside, path);
    });
    return bytes;
  } catch (error) {
    if (open) closeSync(file);
    rmSync(beside, { force: true });
    throw error;
  }
}
