import { FormatError } from "minibatch";
import { describe, expect, test } from "vitest";
import { isoTimes } from "./iso-times.ts";
import { readNpy } from "./npy.ts";
import { halfOf } from "./npy-types.ts";
import { parsePythonLiteral } from "./python-literal.ts";

function npy(header: string, values: Uint8Array = new Uint8Array(0), version = 1): Uint8Array {
  const size =
    version === 1
      ? [header.length & 255, header.length >> 8]
      : [...new Uint8Array(Uint32Array.of(header.length).buffer)];
  return Uint8Array.from([
    0x93,
    ...Buffer.from("NUMPY"),
    version,
    0,
    ...size,
    ...Buffer.from(header, "latin1"),
    ...values,
  ]);
}

const head = (descr: string, shape: string, order = "False"): string =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

test("a header of any version", () => {
  for (const version of [1, 2, 3]) {
    const [array] = readNpy(npy(head("'|u1'", "(2, 2)"), Uint8Array.of(1, 2, 3, 4), version), "a.npy");
    expect(array).toEqual({
      name: "",
      shape: [2, 2],
      contents: { kind: "numbers", values: Uint8Array.of(1, 2, 3, 4) },
    });
  }
});

describe("a header that lies is refused before memory is taken", () => {
  test.each([
    [head("'<f8'", "(1000000000000,)"), /has \d+ bytes, should have 8000000000\d+/],
    [head("'<f8'", "(4294967296, 4294967296, 4294967296)"), /it is cut short/],
    [head("'<U0'", "(1000000000000,)"), /has the type <U0/],
    [head("'<U1000000000'", "(0,)"), /has the type <U1000000000/],
    [head("'<f8'", "(-1,)"), /should give a shape/],
    [head("'<f8'", "3"), /should give a shape/],
    [head("'<f8'", `(${"1, ".repeat(40)})`), /should give a shape of at most 16/],
    [head("'|O'", "(1,)"), /objects of Python \(a pickle\)/],
    [head("'<c16'", "(1,)"), /complex numbers/],
    [head("'<m8[s]'", "(1,)"), /has the type <m8\[s\]/],
    [head("[('a', [('b', '<f8')])]", "(1,)"), /fields in them that are no plain values/],
    [head("[]", "(1,)"), /should give a type/],
    ["{'descr': '<f8', 'shape': (1,)}", /lacks fortran_order/],
    ["[1]", /its header is no dictionary/],
    ["{'descr': ", /its header cannot be read/],
    [`${"(".repeat(5000)}`, /too deep/],
    ["{'a': __import__('os')}", /its header cannot be read/],
  ])("%s", (header, fault) => {
    const read = (): unknown => readNpy(npy(header, Uint8Array.of(0)), "a.npy");
    expect(read).toThrow(FormatError);
    expect(read).toThrow(fault);
  });

  test("its own length", () => {
    expect(() => readNpy(Uint8Array.from([0x93, ...Buffer.from("NUMPY"), 2, 0, 255, 255, 255, 255]), "a")).toThrow(
      "its header has 4294967295 bytes, should have at most",
    );
  });
});

test("literals of Python", () => {
  expect(parsePythonLiteral(" {'a': (1, -2,), \"b\": [True, None], 'c': {}} ")).toEqual({
    a: [1, -2],
    b: [true, null],
    c: {},
  });
  for (const text of ["1.5", "{1: 2}", "'a", "(1", "a", "(1 2)", "1 2", "9007199254740993"]) {
    expect(() => parsePythonLiteral(text)).toThrow(SyntaxError);
  }
});

test("half precision, as IEEE 754 has it", () => {
  expect([0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x8000, 0x7c00, 0x3555].map(halfOf)).toEqual([
    1,
    -2,
    65504,
    2 ** -24,
    1023 * 2 ** -24,
    -0,
    Number.POSITIVE_INFINITY,
    0.333251953125,
  ]);
  expect(halfOf(0x7e00)).toBeNaN();
});

test("times are as Date has them, and sort", () => {
  const DAY = 86_400_000_000_000n;
  const days = [-719_528, -719_469, -1, 0, 59, 11_016, 11_017, 19_844, 2_932_896].map(BigInt);
  const dates = days.map((day) => new Date(Number(day) * 86_400_000).toISOString().slice(0, 10));
  expect(isoTimes(days.map((day) => day * DAY))).toEqual(dates);
  expect(isoTimes([1_000_000_000n, null])).toEqual(["1970-01-01T00:00:01Z", null]);
  expect(isoTimes([-1n, 0n])).toEqual(["1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00.000000000Z"]);
  const times = Array.from({ length: 50 }, (_, i) => BigInt(i * i - 600) * 1_234_567_890_123n);
  expect(isoTimes(times).toSorted()).toEqual(isoTimes(times.toSorted((a, b) => (a < b ? -1 : 1))));
});
