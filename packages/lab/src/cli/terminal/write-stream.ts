/** Pieces of text into a stream, no faster than it takes them. */
import type { Writable } from "node:stream";

/**
 * Ends early, without a word, when the reader is gone (`| head -1`): nobody wants the rest. Which errors are told is
 * decided where the stream is watched. They are listened for here, for `process.stdout` comes back to life after each
 * of them.
 */
export async function writeStream(stream: Writable, chunks: AsyncIterable<string>): Promise<void> {
  let isGone = stream.destroyed;
  let wake = (): void => {};
  const onGone = (): void => {
    isGone = true;
    wake();
  };
  const onDrain = (): void => wake();
  stream.on("error", onGone).on("close", onGone).on("drain", onDrain);
  try {
    for await (const chunk of chunks) {
      if (isGone) return;
      const drained = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (!stream.write(chunk)) await drained;
    }
  } finally {
    stream.off("error", onGone).off("close", onGone).off("drain", onDrain);
  }
}
