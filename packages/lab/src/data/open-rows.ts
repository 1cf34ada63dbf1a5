/** Rows for a network that was trained on a file of its own: another file, read as that one was. */
import { dirname } from "node:path";
import { DataError } from "minibatch";
import {
  type FileData,
  type FileInput,
  type Frame,
  isFileData,
  type Reader,
  readerNames,
  readerOfName,
} from "minibatch-data";
import { InputError } from "../errors.ts";
import { type OwnFile, openOwnFiles, readerOf, readerOptions, readOwnFile, readOwnFiles } from "./own-files.ts";

/** Whose rows, and how they are read. */
export interface RowsRequest {
  readonly path: string;
  /** columns that are to be there beside the inputs; empty: the rows are to be predicted */
  readonly target: readonly string[];
  readonly types: NonNullable<FileInput["types"]>;
  /** what the network was trained on: a file of the same format is read as that one was */
  readonly trained: object | null;
  /** `format` and options of the reader, over those of `trained` */
  readonly read: Readonly<Record<string, unknown>>;
}

/** Throws InputError, DataError, FormatError or TableError for a file that cannot be read as what it is. */
export async function openRows(request: RowsRequest): Promise<Frame> {
  const { path, target, types, trained, read } = request;
  const asks = target.length === 0;
  const main = readOwnFile(path, path);
  // a model's file may come from anywhere
  const isTold = trained !== null && isFileData(trained) && readerNames.includes(trained.format);
  const before = isTold ? trained : null;
  const reader = chooseFormat(main, read.format as string | undefined, before?.format);
  const isSame = before !== null && reader.name === before.format;
  const options = isSame ? optionsOf(reader, before, request) : {};
  // columns that are called by their file are called otherwise here; what they hold, their format says
  const isRenamed = isSame && reader.nameOf !== undefined;
  const said = isRenamed ? {} : { types };
  const data: FileInput = { ...options, ...read, format: reader.name, file: path, target, ...said };
  const files = readOwnFiles(data, dirname(path), { asks, there: [main] });
  const { frame } = await openOwnFiles(data, files, { asks });
  if (!isSame || reader.nameOf === undefined) return frame;
  const targets = reader.targetOptions?.flatMap((option) => pairOf(before[option], read[option])) ?? [];
  return renamed(frame, reader.nameOf, [[before.file, path], ...targets]);
}

/** A file whose name and bytes say nothing is of the format that was trained on. */
function chooseFormat(main: OwnFile, given: string | undefined, trained: string | undefined): Reader {
  try {
    return readerOf({ file: main.name, format: given }, main).reader;
  } catch (error) {
    const isTold = given !== undefined || readerOfName(main.name) !== null;
    if (isTold || trained === undefined || !(error instanceof DataError)) throw error;
    return readerOf({ file: main.name, format: trained }, main).reader;
  }
}

/** Where the targets of another file are is not known: in a file of their own they would be those of other rows. */
function optionsOf(
  reader: Reader,
  before: FileData,
  { path, target, read }: RowsRequest,
): Readonly<Record<string, unknown>> {
  const options = readerOptions(before);
  const asks = target.length === 0;
  const isBeside = reader.companions !== undefined;
  const left = asks || isBeside ? (reader.targetOptions ?? []) : [];
  const unsaid = left.find((option) => !asks && options[option] != null && read[option] === undefined);
  if (unsaid !== undefined) {
    throw new InputError(
      `Cannot read ${path} with its target: it should lie in a file beside it, as that of ${before.file} did in ` +
        `${String(options[unsaid])}; name it with --read ${unsaid}=FILE`,
    );
  }
  const kept = Object.fromEntries(Object.entries(options).filter(([name]) => !left.includes(name)));
  const columns: unknown = before.found.columns;
  return Array.isArray(columns) ? (reader.settle?.(kept, columns) ?? kept) : kept;
}

type Pair = readonly [before: string, now: string];

function pairOf(before: unknown, now: unknown): readonly Pair[] {
  return typeof before === "string" && typeof now === "string" ? [[before, now]] : [];
}

/** Columns that have no name but their file's: as the file before was called. "new 1" -> "points 1" */
function renamed(frame: Frame, nameOf: (file: string) => string, files: readonly Pair[]): Frame {
  const columns = frame.columns.map((column) => {
    for (const [before, now] of files) {
      const [from, to] = [nameOf(now), nameOf(before)];
      const rest = column.name.startsWith(from) ? column.name.slice(from.length) : null;
      if (rest !== null && /^(?: \d+)?$/.test(rest)) return { ...column, name: `${to}${rest}` };
    }
    return column;
  });
  const isClear = new Set(columns.map(({ name }) => name)).size === columns.length;
  return isClear ? { ...frame, columns } : frame;
}
