/** The flags that say how a table is written, for commands that read one. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Encoding } from "minibatch-data";
import type { TableFlags } from "../../models/read-rows.ts";

/** As commander leaves them. */
export interface TableCliFlags {
  readonly header?: "yes" | "no";
  readonly delimiter?: { readonly is: string | null };
  readonly decimal?: "." | ",";
  readonly quote?: { readonly is: '"' | "'" | null };
  readonly encoding?: Encoding;
  readonly ignore?: readonly string[];
}

/** Written here, for the reader is loaded when a table is read: help comes at once. */
const ENCODINGS = Object.keys({
  "utf-8": true,
  "utf-16le": true,
  "utf-16be": true,
  "windows-1252": true,
} satisfies Record<Encoding, true>);

/** What cannot be typed as itself in every shell, and what has a name. */
const DELIMITERS: ReadonlyMap<string, string | null> = new Map([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["\\t", "\t"],
  ["pipe", "|"],
  ["blank", " "],
  ["blanks", " "],
  ["space", " "],
  ["none", null],
]);

const QUOTES: ReadonlyMap<string, '"' | "'" | null> = new Map([
  ['"', '"'],
  ["double", '"'],
  ["'", "'"],
  ["single", "'"],
  ["none", null],
]);

/**
 * Adds them to a command. Values that may be null are in an object: commander takes null for a flag that was not given.
 */
export function addTableOptions(command: Command): Command {
  return command
    .addOption(new Option("--header <is>", "whether the first line of a table holds names").choices(["yes", "no"]))
    .option(
      "--delimiter <mark>",
      "between its columns: comma, semicolon, tab, pipe, blanks, none, or as it is",
      parseDelimiter,
    )
    .addOption(new Option("--decimal <mark>", "of its numbers").choices([".", ","]))
    .option("--quote <mark>", "around its texts: double, single, none", parseQuote)
    .addOption(new Option("--encoding <name>", "of its text").choices(ENCODINGS))
    .option(
      "--ignore <column>",
      "by name or place from 1, once for each column that the network does not take",
      collect,
    );
}

/** The reader's settings. A setting that was not given is left out. */
export function tableFlags(flags: TableCliFlags): TableFlags {
  const { header, delimiter, decimal, quote, encoding, ignore } = flags;
  return {
    ...(header === undefined ? {} : { header: header === "yes" }),
    ...(delimiter === undefined ? {} : { delimiter: delimiter.is }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(quote === undefined ? {} : { quote: quote.is }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(ignore === undefined ? {} : { ignore }),
  };
}

/** The same, as the reader of raw rows takes them. */
export function readerOptions(flags: TableCliFlags): Readonly<Record<string, unknown>> {
  const { ignore: _, delimiter, quote, ...settings } = tableFlags(flags);
  const word = quote === null ? "none" : quote === "'" ? "single" : "double";
  return {
    ...settings,
    ...(delimiter === undefined ? {} : { delimiter: delimiter ?? "none" }),
    ...(quote === undefined ? {} : { quote: word }),
  };
}

function parseDelimiter(text: string): { is: string | null } {
  const named = DELIMITERS.get(text.toLowerCase());
  if (named !== undefined) return { is: named };
  if (text.length === 1) return { is: text };
  throw new InvalidArgumentError(`It should be one character, or one of ${[...DELIMITERS.keys()].join(", ")}.`);
}

function parseQuote(text: string): { is: '"' | "'" | null } {
  const named = QUOTES.get(text.toLowerCase());
  if (named !== undefined) return { is: named };
  throw new InvalidArgumentError("It should be double, single or none.");
}

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}
