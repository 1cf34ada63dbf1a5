/**
 * Files of one's own: from the disk, or from wherever they were kept, known by the SHA-256 of their bytes. A folder of
 * pictures is one of them, packed.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { DataError } from "minibatch";
import {
  type ColumnTypes,
  chooseReader,
  companionsOf,
  completeOptions,
  concatFrames,
  type FileInput,
  type FileOpened,
  type Frame,
  isFileData,
  type NamedBytes,
  type Preparation,
  type Reader,
  RequestError,
  readerOfName,
  readers,
  readFrame,
  typesOfFrame,
  unpackGzip,
} from "minibatch-data";
import { InputError } from "../errors.ts";
import { describeReadFailure } from "../files/describe-read-failure.ts";
import { isMissing } from "../files/is-missing.ts";
import { sha256Of } from "./read-data-file.ts";
import { readTools } from "./read-tools.ts";

/** One of the files of a description, whole. */
export interface OwnFile {
  /** as the description names it */
  readonly name: string;
  /** hexadecimal; of a folder that of `bytes`, into which it is packed */
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly isFolder: boolean;
}

/** One of a description's files that is not there, or cannot be read. */
export class OwnFileError extends InputError {
  /** where the description names it: ["split", "files", "test"] */
  readonly path: readonly string[];
  constructor(path: readonly string[], error: InputError) {
    super(error.message, { cause: error });
    this.path = path;
  }
}

/** Of rows that are to be predicted: files of targets are not looked for, pictures need no folders of classes. */
export interface Asking {
  readonly asks?: boolean;
}

/**
 * `folder`: that of the experiment, from which names are told; `there`: files that were read already. Throws
 * OwnFileError for what cannot be read.
 */
export function readOwnFiles(
  data: FileInput,
  folder: string,
  { asks = false, there = [] }: Asking & { readonly there?: readonly OwnFile[] } = {},
): readonly OwnFile[] {
  const read = new Map(there.map((file) => [file.name, file]));
  for (const { name, path } of mainFiles(data)) {
    const main = read.get(name) ?? readNamed(name, folder, path);
    read.set(name, main);
    if (asks) continue;
    for (const { beside, isRequired, option } of companionNames(data, main)) {
      if (read.has(beside) || (!isRequired && isMissing(resolve(folder, beside)))) continue;
      read.set(beside, readNamed(beside, folder, option === undefined ? path : [option]));
    }
  }
  return [...read.values()];
}

function readNamed(name: string, folder: string, path: readonly string[]): OwnFile {
  try {
    return readOwnFile(name, resolve(folder, name));
  } catch (error) {
    throw error instanceof InputError ? new OwnFileError(path, error) : error;
  }
}

interface MainFile {
  readonly name: string;
  /** where the description names it */
  readonly path: readonly string[];
  readonly split: "train" | "validation" | "test";
}

/** What is trained on, and the files that a split names. */
function mainFiles({ file, split }: FileInput): readonly MainFile[] {
  const more = (["validation", "test"] as const).flatMap((part): MainFile[] => {
    const name = split?.files?.[part];
    return typeof name === "string" ? [{ name, path: ["split", "files", part], split: part }] : [];
  });
  return [{ name: file, path: ["file"], split: "train" }, ...more];
}

/**
 * The reader of a file, its options, every one, and the files that it reads beside it, as the description names them.
 */
function companionNames(data: FileInput, main: OwnFile) {
  const { reader, options } = readerOf(data, main);
  const folder = dirname(main.name);
  return companionsOf(reader, options, basename(main.name)).map(({ name, isRequired }) => ({
    beside: folder === "." ? name : `${folder}/${name}`,
    isRequired,
    // that names it; absent: it follows from the other's name
    option: Object.keys(options).find((option) => options[option] === name),
  }));
}

interface ReaderChoice {
  readonly reader: Reader;
  /** every one */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Of a file as it is described. Throws DataError where its format is not known. */
export function readerOf(data: Omit<FileInput, "target">, main: OwnFile): ReaderChoice {
  const name = basename(main.name);
  const byName = main.isFolder || data.format != null ? null : readerOfName(name);
  const reader =
    byName ??
    chooseReader(
      unpack(main).map((file) => unpackGzip(file, readTools)),
      name,
      data.format,
    );
  return { reader, options: completeOptions(reader, readerOptions(data), name) };
}

/** What stands below `data:` and is none of its own fields. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  ...["file", "format", "target", "task", "ignore", "types", "split", "found", "from"],
]);

/** Of a description, complete or not: what its format's reader is told. */
export function readerOptions(data: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !OWN_FIELDS.has(name)));
}

/** `name`: as it is to be called. Throws InputError for what cannot be read. */
export function readOwnFile(name: string, path: string): OwnFile {
  try {
    const stats = statSync(path);
    const isFolder = stats.isDirectory();
    // it may have no end, or nobody who writes
    if (!isFolder && !stats.isFile()) {
      throw new InputError(`Cannot read ${path}: it is a pipe or a device, should be a file; name a file`);
    }
    const bytes = isFolder ? packFolder(path) : readFileSync(path);
    return { name, sha256: sha256Of(bytes), bytes, isFolder };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`Cannot read ${path}: ${describeReadFailure(error)}`, { cause: error });
  }
}

/** The same bytes for the same files, whenever and wherever they were written. */
const NO_TIME = new Date(1980, 0, 1);

/** What a folder may hold, and how deep: a class a folder. */
const MOST_FILES = 1_000_000;

/** Uncompressed: pictures are compressed as it is. */
function packFolder(path: string): Uint8Array {
  const names = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(path.length).replaceAll("\\", "/").replace(/^\/+/, ""))
    // what programs keep beside pictures, as .ipynb_checkpoints
    .filter((name) => !name.split("/").some((part) => part.startsWith(".")))
    // links count as what they lead to
    .filter((name) => statSync(join(path, name)).isFile())
    .sort();
  if (names.length === 0)
    throw new InputError(`Cannot read ${path}: the folder holds no files; give one with a folder for each class`);
  if (names.length > MOST_FILES)
    throw new InputError(`Cannot read ${path}: it holds ${names.length} files; at most ${MOST_FILES} can be read`);
  const entries = names.map((name) => [name, readFileSync(join(path, name))] as const);
  return zipSync(Object.fromEntries(entries), { level: 0, mtime: NO_TIME });
}

/** The files that a reader takes. */
function unpack({ name, bytes, isFolder }: OwnFile): readonly NamedBytes[] {
  if (!isFolder) return [{ name: basename(name), bytes }];
  return Object.entries(unzipSync(bytes)).map(([inner, content]) => ({ name: inner, bytes: content }));
}

/** Kept as bytes alone, of a description of this format: which is of a folder, its reader says. */
export function ownFileOf(name: string, bytes: Uint8Array, format: string | undefined): OwnFile {
  const isFolder = readers.some((reader) => reader.name === format && reader.isFolder);
  return { name, sha256: sha256Of(bytes), bytes, isFolder };
}

/** Where files are kept by their SHA-256: a store. */
export interface KeptFiles {
  readBlob(sha256: string): Promise<Uint8Array | null>;
}

/** Those of a description that are kept; one that is not is left out. */
export async function readKeptFiles(kept: KeptFiles, data: object | null): Promise<readonly OwnFile[]> {
  if (data === null || !isFileData(data)) return [];
  const files: OwnFile[] = [];
  for (const [name, sha256] of Object.entries(data.found.sha256)) {
    const bytes = await kept.readBlob(sha256);
    if (bytes !== null) files.push(ownFileOf(name, bytes, data.format));
  }
  return files;
}

/**
 * The file at `path`, by default in the folder from which the process was started; null where there is none, or
 * another.
 */
export function findOwnFile(name: string, sha256: string, path: string = resolve(name)): OwnFile | null {
  if (isMissing(path)) return null;
  const file = readOwnFile(name, path);
  return file.sha256 === sha256 ? file : null;
}

/** What another file does not have is asked of it by the description's line that names it. */
async function asked<T>(path: readonly string[], open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    throw error instanceof DataError ? new RequestError(path, error.message, { cause: error }) : error;
  }
}

/** The rows of a description's files, and the files. */
export interface OwnRows {
  readonly frame: Frame;
  /** as the first trial's training rows fit it; null where nobody asked */
  readonly preparation: Preparation | null;
  /** classes that none of those training rows has, a sentence each */
  readonly untaught: readonly string[];
  readonly files: readonly OwnFile[];
}

/**
 * The rows of all files of a description as one frame, on memory that threads share. Throws DataError, FormatError or
 * TableError for files that cannot be read as what they are.
 */
export async function openOwnFiles(
  data: FileInput,
  files: readonly OwnFile[],
  { asks = false }: Asking = {},
): Promise<FileOpened> {
  const find = (name: string): OwnFile => {
    const found = files.find((file) => file.name === name);
    if (found === undefined) throw new TypeError(`Cannot open ${data.file}: ${name} was not read with it`);
    return found;
  };
  const types = data.types ?? {};
  const open = async (name: string, wanted: ColumnTypes) => {
    const main = find(name);
    const { reader, options } = readerOf(data, main);
    const companions = asks ? [] : companionNames(data, main);
    const beside = companions.flatMap((companion) => files.filter((file) => file.name === companion.beside));
    const parts = [main, ...beside].flatMap(unpack);
    const request = { name: basename(name), format: reader.name, options, types: wanted, asks };
    const frame = await readFrame(parts, request, readTools);
    return { frame, format: reader.name, options };
  };
  const first = await open(data.file, types);
  // one column, one type: what the first file's cells are
  const like = { ...typesOfFrame(first.frame), ...types };
  const parts: { frame: Frame; split: MainFile["split"] }[] = [{ frame: first.frame, split: "train" }];
  for (const { name, path, split } of mainFiles(data).slice(1)) {
    const { frame } = await asked(path, () => open(name, like));
    parts.push({ frame, split });
  }
  return {
    frame:
      parts.length === 1 && data.split?.files == null
        ? first.frame
        : await asked(["split", "files"], async () => concatFrames(parts)),
    format: first.format,
    options: first.options,
    sha256: Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256])),
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}
