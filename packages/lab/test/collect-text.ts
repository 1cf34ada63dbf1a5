/** A stream that keeps what it is sent. */
import { Writable } from "node:stream";

export interface TextCollector {
  readonly stream: Writable;
  text(): string;
}

export function collectText(): TextCollector {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => chunks.join("") };
}
