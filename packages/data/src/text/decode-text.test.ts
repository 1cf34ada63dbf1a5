import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { TableError } from "../errors.ts";
import { decodeText, type Encoding } from "./decode-text.ts";
import { showText } from "./show-text.ts";

const bytes = (text: string, encoding: BufferEncoding = "latin1"): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));
const swapped = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf16le").swap16());
const TEXT = "größe;2\n1,5;2\n";

describe("what it is in", () => {
  test.each<[string, Uint8Array, Encoding]>([
    ["UTF-8", bytes(TEXT, "utf8"), "utf-8"],
    ["UTF-8 with its mark", bytes(`\ufeff${TEXT}`, "utf8"), "utf-8"],
    ["UTF-16 with its mark", bytes(`\ufeff${TEXT}`, "utf16le"), "utf-16le"],
    ["UTF-16 without", bytes(TEXT, "utf16le"), "utf-16le"],
    ["UTF-16, the other way round, with its mark", swapped(`\ufeff${TEXT}`), "utf-16be"],
    ["UTF-16, the other way round, without", swapped(TEXT), "utf-16be"],
    ["Latin-1", bytes(TEXT), "windows-1252"],
  ])("%s", (_, content, encoding) => {
    expect(decodeText(content, "a.csv")).toMatchObject({ text: TEXT, encoding });
  });
});

test("Windows-1252 is told with the line that is not UTF-8, whatever ends the lines", () => {
  expect(decodeText(bytes("a\nb\nc \x80 5\n"), "a.csv")).toEqual({
    text: "a\nb\nc € 5\n",
    encoding: "windows-1252",
    notUtf8Line: 3,
  });
  expect(decodeText(bytes("a\rb\r\nc\xe4"), "a.csv").notUtf8Line).toBe(3);
});

test.each<[string, Uint8Array, string]>([
  ["gzip", new Uint8Array(gzipSync("1,2\n")), "it is compressed by gzip; decompress it first"],
  [
    "Excel",
    bytes("PK\x03\x04\x14\0\x06\0"),
    "it is a zip archive, as .xlsx, .ods and .npz files are; save the sheet as CSV",
  ],
  ["old Excel", bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Excel (.xls)"],
  ["Parquet", bytes("PAR1\x15\0\x15PAR1"), "it is a Parquet file"],
  ["NPY", bytes("\x93NUMPY\x01\0"), "write it with numpy.savetxt"],
  ["HDF5", bytes("\x89HDF\r\n\x1a\n"), "it is an HDF5 file"],
  ["PNG", bytes("\x89PNG\r\n\x1a\n"), "it is a PNG picture"],
  ["bzip2", bytes("BZh91AY&SY"), "compressed by bzip2"],
  ["a page", bytes("<!DOCTYPE html>\n<html>"), "it is a web page"],
  ["UTF-32", bytes("\xff\xfe\0\0a\0\0\0"), "its encoding is UTF-32"],
  ["a zero", bytes("1,2\n3,\0\n"), "line 2 holds a zero byte"],
  ["UTF-16 cut short", bytes("\xff\xfe1\0,"), "it is not UTF-16LE, it has an odd number of bytes"],
])("%s is no text, and named", (_, content, fault) => {
  expect(() => decodeText(content, "a.csv")).toThrow(TableError);
  expect(() => decodeText(content, "a.csv")).toThrow(`Cannot read a.csv: `);
  expect(() => decodeText(content, "a.csv")).toThrow(fault);
});

test("columns named PAR1 and BZh are no binary files", () => {
  expect(decodeText(bytes("PAR1,BZh\n1,2\n"), "a.csv").text).toBe("PAR1,BZh\n1,2\n");
});

test("an encoding that is given is used, or refused where the bytes are not of it", () => {
  expect(decodeText(bytes("\xe4"), "a.csv", "windows-1252")).toEqual({
    text: "ä",
    encoding: "windows-1252",
    notUtf8Line: null,
  });
  expect(() => decodeText(bytes("a\n\xe4"), "a.csv", "utf-8")).toThrow("Cannot read a.csv: line 2 is not UTF-8");
});

test("what is shown of a file obeys no terminal and keeps to a line", () => {
  expect(showText('a"b\n\x1b[31m\u202e\x9b')).toBe('"a\\"b\\n\\u{1b}[31m\\u{202e}\\u{9b}"');
  expect(showText("x".repeat(100))).toBe(`"${"x".repeat(37)}..."`);
});
