/** Damaged files of every kind are read, or refused in one line with their name. More runs: FUZZ_RUNS=5000. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { FormatError } from "minibatch";
import { expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { type InputRows, parseRows } from "./read-rows.ts";

const numRuns = process.env.FUZZ_RUNS === undefined ? 200 : Number(process.env.FUZZ_RUNS);

const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 102, 255, 1, 2);
const doubles = new Uint8Array(
  Buffer.concat([Buffer.from([0, 0, 14, 2, 0, 0, 0, 1, 0, 0, 0, 3]), Buffer.alloc(24, 0x3f)]),
);
const FILES: readonly (readonly [name: string, content: Uint8Array])[] = [
  ["plain.csv", Buffer.from("a,b,c\n1,2.5,3\n-4e2,NA,6\n\n7,8,9\n")],
  ["counted.csv", Buffer.from(",0,1,2\n0,1,2.5,3\n1,5,0,6\n")],
  ["german.csv", Buffer.from('größe;"b";c\r\n1,5;2;3,25\r\n4;5,5;6\r\n', "latin1")],
  ["wide.txt", Buffer.from("\ufeff1\t2\t3\n4\t5\t6\n", "utf16le")],
  ["saved.dat", Buffer.from("# x y z\n 1.0e+00 2.0e+00 3.0e+00\n 4.0e+00 5.0e+00 6.0e+00\n")],
  ["rows.json", Buffer.from("[[1, 2.5, 3], [-4e2, 5, 6]]")],
  ["images-idx3-ubyte", idx],
  ["images-idx3-ubyte.gz", gzipSync(idx)],
  ["doubles.idx", doubles],
];

const change = fc.tuple(fc.constantFrom("change", "remove", "insert", "cut"), fc.nat(), fc.nat(255));

function damage(bytes: Uint8Array, [kind, at, value]: readonly [string, number, number]): Uint8Array {
  const place = at % (bytes.length + 1);
  const tail = bytes.subarray(place);
  const rest = { change: tail.subarray(1), remove: tail.subarray(value % 8), insert: tail, cut: tail.subarray(0, 0) }[
    kind
  ]!;
  const put = kind === "change" || kind === "insert" ? [Uint8Array.of(value)] : [];
  return Buffer.concat([bytes.subarray(0, place), ...put, rest]);
}

test("a damaged file is read, or refused in one line with its name", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.constantFrom(...FILES), fc.array(change, { maxLength: 4 }), ([name, content], changes) => {
      let input: InputRows;
      try {
        input = parseRows(changes.reduce(damage, content), name, 3);
      } catch (error) {
        expect(error instanceof InputError || error instanceof FormatError).toBe(true);
        expect((error as Error).message).toMatch(/^\P{Cc}{10,600}$/u);
        expect((error as Error).message.startsWith(`Cannot read ${name}: `)).toBe(true);
        return;
      }
      read++;
      const { rows, lines } = input;
      if (rows.kind !== "dense") throw new Error("rows are dense");
      expect(rows.values).toHaveLength(3 * rows.rows);
      expect(rows.values.every((value) => Number.isFinite(value))).toBe(true);
      if (lines !== null) expect(lines).toHaveLength(rows.rows);
    }),
    { numRuns },
  );
  expect(read).toBeGreaterThan(numRuns / 10);
});
