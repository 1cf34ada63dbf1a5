/** Where the arena puts what, in bytes. */
import { expect, test } from "vitest";
import type { ArenaSize } from "./kernels.ts";
import { wasmBytes } from "./wasm.ts";
import { WasmArena } from "./wasm-arena.ts";

const module = new WebAssembly.Module(wasmBytes("strict") as Uint8Array<ArrayBuffer>);
const PAGE = 65536;
const size: ArenaSize = { floats: 100, ints: 10, scratchBytes: 1000, buffers: 3 };

const open = (given: Partial<ArenaSize> = {}): WasmArena => new WasmArena(module, { ...size, ...given }, PAGE, true);
const roundUp = (at: number): number => 64 * Math.ceil(at / 64);

test("the team's state, coefficients, programs, scratch memory and buffers lie one behind the other, from cache lines on", () => {
  const arena = open();
  expect(arena.team).toBe(roundUp(arena.exports.heapBase()));
  expect([arena.state.byteOffset, arena.state.byteLength]).toEqual([arena.team, 256]);
  expect(arena.stageUpdate([], new Float64Array(32))).toEqual({
    slots: arena.team + 512,
    coefficients: arena.team + 256,
  });
  expect(arena.programs).toEqual({ at: arena.team + 256 + 1024, bytes: 32768 + 3 * 256 });
  expect(arena.scratch).toBe(roundUp(arena.programs.at + arena.programs.bytes));
  const first = roundUp(arena.scratch + 1000);
  const [floats, ints, last] = [arena.floats(17), arena.ints(16), arena.floats(1)];
  expect([floats.byteOffset, floats.length]).toEqual([first, 17]);
  expect([ints.byteOffset, ints.length]).toEqual([first + 128, 16]);
  expect(last.byteOffset).toBe(first + 192);
});

test.each([
  ["that are said", { buffers: 3 }, 3],
  ["that are not, for which 1,024 are taken", { buffers: undefined as never }, 1024],
])("memory is as large as the size says, each of the buffers rounded up: %s", (_, given, buffers) => {
  const bytesOf = (floats: number): number => open({ ...given, floats }).memory.buffer.byteLength;
  const others = PAGE + 10 * 4 + 256 + 1024 + 32768 + buffers * 256 + 1000 + (buffers + 4) * 64 + 256;
  const left = (PAGE - (others % PAGE)) >> 2;
  const pages = Math.ceil(others / PAGE);
  expect([bytesOf(left - 1), bytesOf(left), bytesOf(left + 1)]).toEqual([
    pages * PAGE,
    pages * PAGE,
    (pages + 1) * PAGE,
  ]);
});

test("what does not fit is refused with what is left; 256 bytes at the end are never given", () => {
  const arena = open();
  const from = arena.floats(1).byteOffset + 64;
  const left = arena.memory.buffer.byteLength - 256 - from;
  expect(() => arena.floats(left / 4 + 1)).toThrow(
    new RangeError(`Cannot allocate ${left + 4} bytes: the arena has ${left} left; create it larger`),
  );
  expect(arena.floats(left / 4).byteOffset).toBe(from);
  expect(() => arena.ints(1)).toThrow("Cannot allocate 4 bytes: the arena has 0 left; create it larger");
});

test("room beyond is made a page at a time, views of before stay, and what is given back is given again", () => {
  const arena = open();
  const before = arena.floats(4).fill(7);
  const from = before.byteOffset + 64;
  const { byteLength } = arena.memory.buffer;
  const left = byteLength - 256 - from;
  expect([arena.extend(left), arena.memory.buffer.byteLength]).toEqual([from, byteLength]);
  expect([arena.extend(1), arena.memory.buffer.byteLength]).toEqual([from + left, byteLength + PAGE]);
  expect(arena.extend(PAGE)).toBe(from + left + 64);
  expect(arena.memory.buffer.byteLength).toBe(byteLength + 2 * PAGE);
  expect([...before]).toEqual([7, 7, 7, 7]);
  arena.retreat(from);
  expect([arena.extend(left + PAGE), arena.memory.buffer.byteLength]).toEqual([from, byteLength + 2 * PAGE]);
});

test("there is no room beyond what WebAssembly can address", () => {
  const arena = open();
  const { byteLength } = arena.memory.buffer;
  expect([arena.extend(2 ** 32), arena.memory.buffer.byteLength]).toEqual([null, byteLength]);
  expect(arena.extend(64)).not.toBeNull();
});

test("an arena that is released gives nothing any more", () => {
  const arena = open();
  arena.release();
  for (const use of [() => arena.floats(1), () => arena.ints(1), () => arena.extend(1), () => arena.memory])
    expect(use).toThrow(new RangeError("Cannot allocate: the kernels are disposed of; create new ones"));
});

test("what an update takes is put one behind the other, or refused", () => {
  const arena = open();
  const slots = [arena.floats(4), arena.floats(4), arena.floats(4), arena.floats(4)];
  const at = arena.stageUpdate(slots, Float64Array.of(1, 2.5));
  expect([...new Float64Array(arena.memory.buffer, at.coefficients, 2)]).toEqual([1, 2.5]);
  expect([...new Int32Array(arena.memory.buffer, at.slots, 4)]).toEqual(slots.map(({ byteOffset }) => byteOffset));
  expect(() => arena.stageUpdate(slots, new Float64Array(127))).toThrow(
    new RangeError("Cannot update: slots and coefficients take 1032 bytes of 1024; give fewer"),
  );
});
