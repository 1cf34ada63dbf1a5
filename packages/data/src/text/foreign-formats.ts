/**
 * Files that people hand over as a table and that are none: told apart by their first bytes, with what to do about it.
 */

interface ForeignFormat {
  /** a character per byte */
  readonly start: string;
  /** where the start alone could be a column's name */
  readonly end?: string;
  /** to stand after "it is" */
  readonly what: string;
  readonly fix: string;
}

const AS_CSV = "save the sheet as CSV";
const FROM_PANDAS = "write it with pandas.DataFrame.to_csv";
const DECOMPRESS = "decompress it first";

const FORMATS: readonly ForeignFormat[] = [
  { start: "\x1f\x8b", what: "compressed by gzip", fix: `${DECOMPRESS} (gunzip)` },
  { start: "PK\x03\x04", what: "a zip archive, as .xlsx, .ods and .npz files are", fix: `${AS_CSV}, or unzip it` },
  { start: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", what: "a workbook of an old Excel (.xls)", fix: AS_CSV },
  { start: "PAR1", end: "PAR1", what: "a Parquet file", fix: FROM_PANDAS },
  { start: "ARROW1\0\0", what: "an Arrow (Feather) file", fix: FROM_PANDAS },
  { start: "FEA1", end: "FEA1", what: "a Feather file", fix: FROM_PANDAS },
  { start: "\x89HDF\r\n\x1a\n", what: "an HDF5 file", fix: FROM_PANDAS },
  { start: "\x93NUMPY", what: "an array of NumPy (.npy)", fix: "write it with numpy.savetxt" },
  { start: "\x80\x04\x95", what: "a pickle of Python", fix: FROM_PANDAS },
  { start: "\x80\x05\x95", what: "a pickle of Python", fix: FROM_PANDAS },
  { start: "MATLAB 5.0 MAT-file", what: "a MAT-file of MATLAB", fix: "write it with writematrix" },
  { start: "MBCKPT\r\n", what: "a trained network", fix: "give a file of rows" },
  { start: "SQLite format 3\0", what: "an SQLite database", fix: "export its table as CSV" },
  { start: "\x28\xb5\x2f\xfd", what: "compressed by zstd", fix: `${DECOMPRESS} (unzstd)` },
  { start: "\xfd7zXZ\0", what: "compressed by xz", fix: `${DECOMPRESS} (unxz)` },
  { start: "7z\xbc\xaf\x27\x1c", what: "a 7z archive", fix: DECOMPRESS },
  { start: "Rar!\x1a\x07", what: "a RAR archive", fix: DECOMPRESS },
  { start: "\x89PNG\r\n\x1a\n", what: "a PNG picture", fix: "give a table of its pixels" },
  { start: "\xff\xd8\xff", what: "a JPEG picture", fix: "give a table of its pixels" },
  { start: "GIF89a", what: "a GIF picture", fix: "give a table of its pixels" },
  { start: "%PDF-", what: "a PDF document", fix: "give its table as CSV" },
  { start: "{\\rtf", what: "a document of a word processor", fix: "save it as plain text" },
  { start: "<!doctype html", what: "a web page", fix: "download the file itself, not the page that shows it" },
  { start: "<html", what: "a web page", fix: "download the file itself, not the page that shows it" },
  {
    start: "version https://git-lfs.github.com/spec/",
    what: "the pointer that Git LFS leaves in a file's place",
    fix: "fetch the file itself (git lfs pull)",
  },
  ...[..."123456789"].map((level) => ({
    start: `BZh${level}1AY&SY`,
    what: "compressed by bzip2",
    fix: `${DECOMPRESS} (bunzip2)`,
  })),
];

/** What the bytes are and what to do, as "it is a Parquet file; ..."; null when they may be text. */
export function describeForeignFormat(bytes: Uint8Array): string | null {
  const found = findFormat(bytes);
  return found === undefined ? null : `it is ${found.what}; ${found.fix}`;
}

/** What the bytes are, as "a Parquet file", where no table is wanted; null when they may be text. */
export function nameForeignFormat(bytes: Uint8Array): string | null {
  return findFormat(bytes)?.what ?? null;
}

function findFormat(bytes: Uint8Array): ForeignFormat | undefined {
  return FORMATS.find(
    ({ start, end = "" }) => stands(start, bytes, 0) && stands(end, bytes, bytes.length - end.length),
  );
}

/** Letters of either case: `<!DOCTYPE html`. */
function stands(mark: string, bytes: Uint8Array, offset: number): boolean {
  if (offset < 0) return false;
  for (let i = 0; i < mark.length; i++) {
    const code = bytes[offset + i];
    if (code !== mark.charCodeAt(i) && String.fromCharCode(code ?? 0).toLowerCase() !== mark[i]) return false;
  }
  return true;
}
