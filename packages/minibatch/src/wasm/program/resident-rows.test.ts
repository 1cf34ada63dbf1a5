/** Rows in the arena's memory, read back entry by entry, and how much of it they take. */
import { describe, expect, test } from "vitest";
import { finish } from "../../data/slices.ts";
import { WasmArena } from "../wasm-arena.ts";
import { wasmBytes } from "../wasm-backend.ts";
import { withoutSharedMemory } from "../wasm-memory.ts";
import { type CompressedSource, type DenseSource, makeResident, type ResidentRows } from "./resident-rows.ts";

const bytes = wasmBytes("strict") as Uint8Array<ArrayBuffer>;
const module = new WebAssembly.Module(bytes);
const moduleAlone = new WebAssembly.Module(withoutSharedMemory(bytes));
const UNITS = 5;

function openArena(isShared = true): WasmArena {
  return new WasmArena(isShared ? module : moduleAlone, { programBytes: 0, bytes: 4096 }, isShared);
}

/** Where the next buffer would lie. */
function nextOf(arena: WasmArena): number {
  const at = arena.extend(0) as number;
  arena.retreat(at);
  return at;
}

/** Of each row the columns and values of its entries, read by its runs. */
function readBack(arena: WasmArena, resident: ResidentRows, rows: number, features: number): [number, number][][] {
  const { buffer } = arena.memory;
  const { segments, offsetsAt, entriesAt } = resident;
  const runs = new Int32Array(buffer, offsetsAt, rows * segments + 1);
  const count = runs[rows * segments];
  const values = new Float32Array(buffer, entriesAt, 2 * count);
  const offsets = new Int32Array(buffer, entriesAt, 2 * count);
  const width = Math.ceil(features / segments);
  return Array.from({ length: rows }, (_, row) => {
    const entries: [number, number][] = [];
    for (let s = 0; s < segments; s++) {
      const run = row * segments + s;
      for (let k = runs[run]; k < runs[run + 1]; k++) {
        const column = offsets[2 * k + 1] / (4 * UNITS);
        if (Math.floor(column / width) !== s) throw new Error(`column ${column} of row ${row} lies in run ${s}`);
        entries.push([column, values[2 * k]]);
      }
    }
    return entries;
  });
}

/** Entry (row, column), mostly 0. */
const entryAt = (row: number, column: number): number =>
  (row * 31 + column * 17) % 11 === 0 ? 1 + ((row + column) % 200) : 0;

function denseRows(rows: number, features: number, isBytes: boolean): DenseSource {
  const list = Array.from({ length: rows * features }, (_, i) => entryAt(Math.floor(i / features), i % features));
  return {
    rows,
    features,
    values: isBytes ? Uint8Array.from(list) : Float32Array.from(list),
    scale: isBytes ? 0.5 : 1,
  };
}

function compressedRows(rows: number, features: number): CompressedSource {
  const [values, columns, offsets]: [number[], number[], number[]] = [[], [], [0]];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < features; column++) {
      const value = entryAt(row, column);
      if (value !== 0) values.push(value) && columns.push(column);
    }
    offsets.push(values.length);
  }
  const given = {
    values: Float32Array.from(values),
    columns: Uint16Array.from(columns),
    offsets: Uint32Array.from(offsets),
  };
  return { rows, features, ...given };
}

function expected(rows: number, features: number, scale: number): [number, number][][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: features }, (__, column): [number, number] => [column, entryAt(row, column) * scale]).filter(
      ([, value]) => value !== 0,
    ),
  );
}

const roundUp = (bytes: number): number => 64 * Math.ceil(bytes / 64);

// of 1,000 columns 131 rows are a chunk, and six runs a row
describe.each([
  [1, 3],
  [7, 196],
  [5, 197],
  [131, 1000],
  [132, 1000],
  [263, 1000],
])("%i rows of %i", (rows, features) => {
  const entries = expected(rows, features, 1).flat().length;
  const segments = Math.ceil((208 * features) / 40960);
  const offsetsBytes = roundUp(4 * (rows * segments + 1));

  test("compressed: ends of runs, then the entries, and no more", () => {
    const arena = openArena();
    const begin = nextOf(arena);
    const resident = finish(makeResident(arena, compressedRows(rows, features), UNITS)) as ResidentRows;
    expect(resident).toEqual({ at: begin, offsetsAt: begin, entriesAt: begin + offsetsBytes, segments });
    expect(readBack(arena, resident, rows, features)).toEqual(expected(rows, features, 1));
    expect(nextOf(arena)).toBe(roundUp(resident.entriesAt + 8 * entries));
  });

  test.each([
    ["bytes", true],
    ["float32", false],
  ] as const)("dense %s: the same, behind what a chunk takes to be made", (_, isBytes) => {
    const arena = openArena();
    const begin = nextOf(arena);
    const resident = finish(makeResident(arena, denseRows(rows, features, isBytes), UNITS)) as ResidentRows;
    expect(readBack(arena, resident, rows, features)).toEqual(expected(rows, features, isBytes ? 0.5 : 1));
    const chunk = Math.min(rows, Math.floor(2 ** 20 / (8 * features)));
    const working =
      roundUp(chunk * features * (isBytes ? 1 : 4) + 16) + 8 * chunk * features + roundUp(4 * chunk * (segments + 1));
    expect(resident).toEqual({
      at: begin,
      offsetsAt: begin + working,
      entriesAt: begin + working + offsetsBytes,
      segments,
    });
    expect(nextOf(arena)).toBe(roundUp(resident.entriesAt + 8 * entries));
  });
});

// 128 rows of 1,024 are a chunk; 16 full ones take 16 MiB, for which room is asked at a time
test.each([
  [2048, 1],
  [2049, 2],
])("memory grows by 16 MiB when it is full: %i full rows, %i times", (rows, times) => {
  const features = 1024;
  const arena = openArena();
  const values = new Uint8Array(rows * features).fill(3);
  const resident = finish(makeResident(arena, { rows, features, values, scale: 1 }, UNITS)) as ResidentRows;
  expect(nextOf(arena)).toBe(resident.entriesAt + 8 * rows * features);
  const { buffer } = arena.memory;
  const beyond = buffer.byteLength - (resident.entriesAt + times * 2 ** 24);
  expect(beyond).toBeGreaterThanOrEqual(0);
  expect(beyond).toBeLessThan(2 * 65536);
  const entries = new Float32Array(buffer, resident.entriesAt, 2 * rows * features);
  expect([entries[0], entries[2 * 2048 * features - 2], entries.at(-2)]).toEqual([3, 3, 3]);
});

describe("where memory cannot grow nothing stays in the arena, and nothing is kept of what was begun", () => {
  test("memory that is not shared", () => {
    const arena = openArena(false);
    expect(finish(makeResident(arena, compressedRows(3, 4), UNITS))).toBeNull();
    expect(finish(makeResident(arena, denseRows(3, 4, true), UNITS))).toBeNull();
  });

  test.each([1, 2])("a memory that may grow only %i times", (times) => {
    const arena = openArena();
    const begin = nextOf(arena);
    let left = times;
    const extend = arena.extend.bind(arena);
    arena.extend = (bytes) => (left-- > 0 ? extend(bytes) : null);
    expect(finish(makeResident(arena, denseRows(30, 40, true), UNITS))).toBeNull();
    arena.extend = extend;
    expect(nextOf(arena)).toBe(begin);
  });

  test("work that is given up in the middle", () => {
    const arena = openArena();
    const begin = nextOf(arena);
    const work = makeResident(arena, denseRows(300, 1000, true), UNITS);
    expect(work.next().done).toBe(false);
    expect(nextOf(arena)).toBeGreaterThan(begin);
    work.return(null);
    expect(nextOf(arena)).toBe(begin);
  });
});
