/**
 * The doors to stdout and stderr: what is said goes through one of them, without passwords and without anything that a terminal would obey.
 */
import type { Writable } from "node:stream";
import { hideInError, hideTyped, tellLeftOut } from "../typed-secrets.ts";
import { writeStream } from "../write-stream.ts";
import { cleanText } from "./clean-text.ts";

/** What may be shown of a text, and how the commands in it get a password that they lack. */
export function readyText(text: string): string {
  const hidden = hideTyped(text);
  const note = tellLeftOut(hidden);
  return cleanText(note === "" ? hidden : `${hidden}${hidden.includes("\n") ? "\n" : " "}(${note})`);
}

/** For a reader, on stdout. */
export function printText(text: string): void {
  process.stdout.write(`${readyText(text)}\n`);
}

/** One document on stdout. What is not a finite number is null in it. */
export function printJson(document: unknown): void {
  process.stdout.write(`${cleanText(JSON.stringify(document, null, 2))}\n`);
}

/** Data on stdout: as they are, unless a terminal is there. Ends early when the reader is gone. */
export async function printData(chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
  await writeStream(process.stdout, process.stdout.isTTY ? cleanChunks(chunks) : asAsync(chunks));
}

/** A line for the user, beside what the command gives: on stderr. */
export function tellLine(line: string, stream: Pick<Writable, "write"> = process.stderr): void {
  stream.write(`${readyText(line)}\n`);
}

/** The last line of a command that failed; of `--debug` many. */
export function tellError(text: string): void {
  tellLine(hideInError(text));
}

async function* cleanChunks(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield cleanText(chunk);
}

async function* asAsync(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield* chunks;
}
