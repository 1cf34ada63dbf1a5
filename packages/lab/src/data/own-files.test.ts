import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { FileInput } from "minibatch-data";
import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { wholeHdf5 } from "./fixtures/hanging-hdf5.ts";
import { openOwnFiles, ownFileOf, readOwnFiles } from "./own-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "own-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A gray picture of one pixel (PNG). */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);

function writePictures(): FileInput {
  for (const name of ["cats", "dogs", ".ipynb_checkpoints"]) mkdirSync(join(folder, "pics", name), { recursive: true });
  for (const name of ["cats/a.png", "cats/b.png", "dogs/c.png", ".ipynb_checkpoints/d.png"]) {
    writeFileSync(join(folder, "pics", name), PIXEL);
  }
  writeFileSync(join(folder, "elsewhere.png"), PIXEL);
  symlinkSync(join(folder, "elsewhere.png"), join(folder, "pics", "dogs", "linked.png"));
  return { file: "pics", target: "class" };
}

test("of a folder links count as what they lead to, and what programs hide is left out", async () => {
  const data = writePictures();
  const { frame, format } = await openOwnFiles(data, readOwnFiles(data, folder));
  expect(format).toBe("images");
  expect(frame.rows).toBe(4);
  expect(frame.columns.find(({ name }) => name === "class")).toMatchObject({ levels: ["cats", "dogs"] });
});

test("a folder is the same by its bytes whenever it was written, and is opened from them again", async () => {
  const data = writePictures();
  const [first] = readOwnFiles(data, folder);
  const [again] = readOwnFiles(data, folder);
  expect(again!.sha256).toBe(first!.sha256);
  const kept = ownFileOf("pics", first!.bytes, "images");
  expect((await openOwnFiles({ ...data, format: "images" }, [kept])).frame.rows).toBe(4);
});

test("an archive of arrays by another name is one file, from the disk and from a store", async () => {
  const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }";
  const text = `${header.padEnd(117)}\n`;
  const npy = Buffer.concat([Buffer.from(`\x93NUMPY\x01\x00\x76\x00${text}`, "latin1"), Buffer.from([1, 2, 3])]);
  const bytes = zipSync({ "x.npy": npy });
  writeFileSync(join(folder, "d.dat"), bytes);
  const data: FileInput = { file: "d.dat", format: "npz", target: "x" };
  expect((await openOwnFiles(data, readOwnFiles(data, folder))).frame.rows).toBe(3);
  expect((await openOwnFiles(data, [ownFileOf("d.dat", bytes, "npz")])).frame.rows).toBe(3);
});

test("a pipe, which may have nobody who writes, is refused without waiting for it", () => {
  execFileSync("mkfifo", [join(folder, "pipe.csv")]);
  const read = () => readOwnFiles({ file: "pipe.csv", target: "x" }, folder);
  expect(read).toThrow(InputError);
  expect(read).toThrow(/pipe\.csv: it is a pipe or a device, should be a file; name a file$/);
});

test("of HDF5 the data sets are columns", async () => {
  writeFileSync(join(folder, "a.h5"), wholeHdf5());
  const data: FileInput = { file: "a.h5", target: "group/whole" };
  const { frame, format } = await openOwnFiles(data, readOwnFiles(data, folder));
  expect(format).toBe("hdf5");
  expect(frame.columns.map(({ name }) => name)).toContain("group/whole");
  expect(frame.rows).toBe(4);
});
