import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { writeStream } from "./write-stream.ts";

/** Counts what is drawn of it; endless unless `count`. */
function source(count = Infinity): { drawn: number; chunks: AsyncGenerator<string> } {
  const state = { drawn: 0, chunks: draw() };
  async function* draw(): AsyncGenerator<string> {
    while (state.drawn < count) yield `${state.drawn++}\n`;
  }
  return state;
}

test("everything arrives in order at a slow stream, which is never given more than it wants", async () => {
  const written: string[] = [];
  const stream = new Writable({
    highWaterMark: 4,
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      expect(this.writableLength).toBeLessThanOrEqual(6);
      written.push(chunk);
      setImmediate(done);
    },
  });
  await writeStream(stream, source(50).chunks);
  stream.end();
  await new Promise((resolve) => stream.on("finish", resolve));
  expect(written).toEqual(Array.from({ length: 50 }, (_, i) => `${i}\n`));
  expect(["error", "close", "drain"].map((event) => stream.listenerCount(event))).toEqual([0, 0, 0]);
});

test("an endless source ends when the stream is closed", async () => {
  const stream = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => setImmediate(done) });
  const { chunks } = source();
  setTimeout(() => stream.destroy(), 20);
  await writeStream(stream, chunks);
  expect(stream.destroyed).toBe(true);
});

test("it also ends at an error that leaves the stream open, as a closed pipe does to process.stdout", async () => {
  const state = source();
  const stream = new Writable({
    autoDestroy: false,
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => setImmediate(done, state.drawn < 5 ? null : new Error("broken pipe")),
  });
  stream.on("error", () => {});
  await writeStream(stream, state.chunks);
  expect(stream.destroyed).toBe(false);
  expect(state.drawn).toBeLessThanOrEqual(6);
});
