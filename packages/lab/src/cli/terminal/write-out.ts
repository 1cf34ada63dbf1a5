/**
 * The doors to stdout and stderr. Whatever goes through loses its passwords and every escape; our own paint is put on
 * last. On a terminal no line is wider than it.
 */
import type { Writable } from "node:stream";
import { hideInError, hideTyped, tellLeftOut } from "../caller/typed-secrets.ts";
import { cleanText } from "./clean-text.ts";
import { fitLines, joinParagraphs } from "./fit-lines.ts";
import { hasColour, paint, removePaint, showPaint } from "./paint.ts";
import { helpWidth, type SizedStream, terminalWidth } from "./terminal-width.ts";
import { writeStream } from "./write-stream.ts";

/**
 * A text as it may be shown: without secrets, with a note on how its commands get the password. Painted where the
 * stream has colours.
 */
export function readyText(text: string, stream: SizedStream | null = null): string {
  const hidden = hideTyped(text);
  const note = tellLeftOut(hidden);
  const cleaned = cleanText(note === "" ? hidden : `${hidden}${hidden.includes("\n") ? "\n" : " "}(${note})`);
  return stream !== null && hasColour(stream) ? showPaint(cleaned) : removePaint(cleaned);
}

/** For a reader, on stdout. */
export function printText(text: string): void {
  process.stdout.write(`${readyText(fitLines(text, terminalWidth(process.stdout)), process.stdout)}\n`);
}

/** A part of a help text; its tables are fitted already, its paragraphs and examples are not. */
export function printHelp(text: string): void {
  const width = helpWidth(process.stdout);
  process.stdout.write(fitLines(joinParagraphs(text, width), width));
}

/** One document on stdout. What is not a finite number is null in it. */
export function printJson(document: unknown): void {
  process.stdout.write(`${cleanText(removePaint(JSON.stringify(document, null, 2)))}\n`);
}

/** Data on stdout: as they are, unless a terminal is there. Ends early when the reader is gone. */
export async function printData(chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
  await writeStream(process.stdout, process.stdout.isTTY ? cleanChunks(chunks) : asAsync(chunks));
}

/** A line for the user, beside what the command gives: on stderr. */
export function tellLine(line: string, stream: Pick<Writable, "write"> & SizedStream = process.stderr): void {
  stream.write(`${readyText(fitLines(line, terminalWidth(stream)), stream)}\n`);
}

/** The last line of a command that failed; of `--debug` many. */
export function tellError(text: string): void {
  tellLine(paint("failed", hideInError(text)));
}

async function* cleanChunks(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield cleanText(chunk);
}

async function* asAsync(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield* chunks;
}
