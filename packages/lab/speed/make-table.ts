/**
 * Writes a table of made-up rows as CSV, Parquet and NPY (records), 16 columns of numbers and 4 of texts, the same for
 * everybody: `node packages/lab/speed/make-table.ts FOLDER [ROWS]`. What reads it is measured by read-table.ts.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ByteWriter, parquetWrite } from "hyparquet-writer";
import { createStream } from "minibatch";

const NUMBERS = 16;

/** How many different texts a column has, and how they begin. */
const TEXTS = [
  ["species", 3],
  ["city", 40],
  ["product", 1000],
  ["person", 50_000],
] as const;

/** Bytes of a text in a record. */
const TEXT_BYTES = 16;

const [folder, count = "1000000"] = process.argv.slice(2);
if (folder === undefined) throw new Error("Cannot write the table: say its folder");
const rows = Number(count);
mkdirSync(folder, { recursive: true });

/** Whole numbers, prices, measurements of six decimals, and doubles in full; some are missing. */
function numbersOf(column: number, random: () => number): Float64Array {
  const draw = [
    () => Math.floor(100 * random()),
    () => Math.round(1e5 * random()) / 100,
    () => Math.round(1e6 * (random() + random() - 1)) / 1e6,
    () => random() - 0.5,
  ][column % 4]!;
  return Float64Array.from({ length: rows }, () => (column >= 12 && random() < 0.02 ? Number.NaN : draw()));
}

const stream = createStream(5, "data");
const random = (): number => stream.nextFloat();
const numbers = Array.from({ length: NUMBERS }, (_, i) => ({ name: `n${i}`, values: numbersOf(i, random) }));
const texts = TEXTS.map(([name, levels]) => ({
  name,
  levels: Array.from({ length: levels }, (_, i) => `${name} ${i}`),
  codes: Int32Array.from({ length: rows }, () => Math.floor(levels * random())),
}));

function writeCsv(path: string): void {
  const file = openSync(path, "w");
  let lines = `${[...numbers, ...texts].map(({ name }) => name).join()}\n`;
  for (let row = 0; row < rows; row++) {
    let line = "";
    for (const { values } of numbers) line += `${Number.isNaN(values[row]) ? "" : values[row]},`;
    line += texts.map(({ levels, codes }) => levels[codes[row]!]).join();
    lines += `${line}\n`;
    if (row % 10_000 === 9999) {
      writeSync(file, lines);
      lines = "";
    }
  }
  writeSync(file, lines);
  closeSync(file);
}

async function writeParquet(path: string): Promise<void> {
  const writer = new ByteWriter();
  const columnData = [
    ...numbers.map(({ name, values }) => ({ name, data: values, type: "DOUBLE" as const })),
    ...texts.map(({ name, levels, codes }) => ({
      name,
      data: Array.from(codes, (code) => levels[code]!),
      type: "STRING" as const,
    })),
  ];
  await parquetWrite({ writer, columnData, rowGroupSize: 100_000 });
  writeFileSync(path, writer.getBytes());
}

function writeNpy(path: string): void {
  const fields = [
    ...numbers.map(({ name }) => `('${name}', '<f8')`),
    ...texts.map(({ name }) => `('${name}', '|S${TEXT_BYTES}')`),
  ];
  const text = `{'descr': [${fields.join(", ")}], 'fortran_order': False, 'shape': (${rows},), }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const record = 8 * NUMBERS + TEXT_BYTES * texts.length;
  const bytes = Buffer.alloc(10 + header.length + rows * record);
  bytes.write(`\x93NUMPY\x01\x00`, "latin1");
  bytes.writeUInt16LE(header.length, 8);
  bytes.write(header, 10, "latin1");
  for (let row = 0, at = 10 + header.length; row < rows; row++) {
    for (const { values } of numbers) at = bytes.writeDoubleLE(values[row]!, at);
    for (const { levels, codes } of texts) {
      bytes.write(levels[codes[row]!]!, at, "latin1");
      at += TEXT_BYTES;
    }
  }
  writeFileSync(path, bytes);
}

writeCsv(join(folder, "table.csv"));
await writeParquet(join(folder, "table.parquet"));
writeNpy(join(folder, "table.npy"));
