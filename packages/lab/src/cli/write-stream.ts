/** Pieces of text into a stream no faster than it takes them. */
import { once } from "node:events";
import type { Writable } from "node:stream";

/** Ends early, without a word, when the reader is gone (`| head -1`): nobody wants the rest. */
export async function writeStream(stream: Writable, chunks: AsyncIterable<string>): Promise<void> {
  for await (const chunk of chunks) {
    if (isGone(stream)) return;
    if (stream.write(chunk)) continue;
    // a stream that ends does not drain; its error is watchOutputs' matter
    await Promise.race([once(stream, "drain"), once(stream, "close"), once(stream, "error")]).catch(() => {});
  }
}

function isGone(stream: Writable): boolean {
  return stream.destroyed || stream.errored !== null || stream.writableEnded;
}
