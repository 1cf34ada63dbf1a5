/** Files as pandas, NumPy, h5py, pyarrow and Pillow write them: fixtures/readers/make-files.py. */
import { type Frame, type FrameColumn, readerOfName, readers, readFrame } from "minibatch-data";
import { expect, test } from "vitest";
import { readTools } from "../../lab/src/data/read-tools.ts";
import { readBytes, readerFiles } from "./reader-files.ts";

interface Expected {
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly columns: readonly {
    readonly name: string;
    readonly kind: FrameColumn["kind"];
    readonly shape?: readonly number[];
    readonly values: readonly (number | string | null)[];
  }[];
}

const { "pictures names": pictureNames, ...files } = JSON.parse(
  new TextDecoder().decode(readBytes("expected.json")),
) as Readonly<Record<string, Expected>> & { readonly "pictures names": unknown };

/** Null where one is missing. */
function valuesOf(column: FrameColumn): (number | string | null)[] {
  if (column.kind === "category") return Array.from(column.codes, (code) => column.levels[code] ?? null);
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

/** JPEG says to within a few what the values are (ITU-T T.83): decoders differ by as much. */
const JPEG_TOLERANCE = 3;

function expectColumns(frame: Frame, { columns }: Expected): void {
  expect(frame.columns.map(({ name, kind }) => [name, kind])).toEqual(columns.map(({ name, kind }) => [name, kind]));
  for (const [i, { values, shape, name }] of columns.entries()) {
    const column = frame.columns[i]!;
    if (column.kind === "array") expect(column.shape).toEqual(shape);
    const found = valuesOf(column);
    expect(found).toHaveLength(values.length);
    const width = values.length / frame.rows;
    const { places } = frame;
    for (let row = 0; row < frame.rows; row++) {
      const [is, should] = [found, values].map((all) => all.slice(row * width, (row + 1) * width));
      if (places.kind === "files" && places.names[row]!.endsWith(".jpg") && name === "image") {
        const off = is!.map((value, j) => Math.abs((value as number) - (should![j] as number)));
        expect(Math.max(...off)).toBeLessThanOrEqual(JPEG_TOLERANCE);
      } else expect(is, `row ${row + 1} of ${name}`).toEqual(should);
    }
  }
}

test.each(Object.entries(files))("%s", async (_, expected) => {
  const { file, options } = expected;
  for (const tools of [readTools, file.endsWith(".hdf5") ? readTools : undefined]) {
    const frame = await readFrame(readerFiles(file, options), { name: file, options }, tools);
    expect(frame.name).toBe(file);
    expectColumns(frame, expected);
    const isShared = frame.columns.map(
      (column) => (column.kind === "category" ? column.codes : column.values).buffer instanceof SharedArrayBuffer,
    );
    expect(isShared).toEqual(frame.columns.map(() => tools?.shared === true));
  }
});

test("a JPEG that is cut short is refused", async () => {
  const jpeg = readBytes("pictures/colour/rgb.jpg");
  for (const length of [3, 100, jpeg.length >> 1, jpeg.length - 2]) {
    const files = [{ name: "a/b.jpg", bytes: jpeg.subarray(0, length) }];
    await expect(readFrame(files, { name: "folder" })).rejects.toThrow(
      /^Cannot read folder\/a\/b\.jpg: .*(cut short|damaged)/,
    );
  }
});

test("no file is recognized by two readers, and by its bytes alone is what its name says", () => {
  for (const { file } of Object.values(files)) {
    if (file === "pictures" || file.endsWith(".gz")) continue;
    const bytes = readBytes(file);
    const recognized = readers.filter((reader) => reader.recognizes(bytes)).map(({ name }) => name);
    const isText = /\.(?:csv|tsv|json|jsonl)$/.test(file);
    expect(recognized, file).toEqual(isText ? [] : [readerOfName(file)!.name]);
  }
});

test("pictures stand where their files do", async () => {
  const { places } = await readFrame(readerFiles("pictures"), { name: "pictures" });
  expect(places).toEqual({ kind: "files", names: pictureNames });
});

test.each([
  ["refused-objects.npy", "it holds objects of Python (a pickle), which are not read; convert it first"],
  ["refused-infinite.npy", 'row 2 of "refused-infinite" holds Infinity, should be a finite number'],
  ["refused-rows.npz", '"x" has 3 rows and "y" 4; name those that belong together as inputs and targets'],
  ["refused-zstd.parquet", "its pages are compressed by ZSTD, can be SNAPPY or GZIP"],
  ["refused-records.parquet", 'column "s" holds records in records, which are no column; flatten it'],
  ["refused-bytes.parquet", 'column "b" holds bytes that are no text in UTF-8'],
])("%s is refused", async (file, fault) => {
  await expect(readFrame(readerFiles(file), { name: file })).rejects.toThrow(`Cannot read ${file}: ${fault}`);
});
