/** Files that are compressed by gzip, whatever is in them. */
import { FormatError } from "minibatch";
import { isGzip } from "../formats/gunzip.ts";
import type { ReadTools } from "../sets/data-set.ts";
import type { NamedBytes } from "./reader.ts";

/** What a gzip file may become. */
const MOST_BYTES = 2 ** 30;

/** The file without its gzip, and `.gz` off its name; others as they are. Throws FormatError for what is damaged. */
export function unpack(file: NamedBytes, { gunzip }: ReadTools): NamedBytes {
  if (!isGzip(file.bytes)) {
    if (/\.gz$/i.test(file.name)) {
      throw new FormatError(`Cannot read ${file.name}: it is not compressed by gzip, as its name says; rename it`);
    }
    return file;
  }
  return { name: file.name, bytes: gunzip.atMost(file.bytes, MOST_BYTES, file.name) };
}
