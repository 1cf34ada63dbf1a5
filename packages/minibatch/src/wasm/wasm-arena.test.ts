/** Where the arena puts what, in bytes. */
import { expect, test } from "vitest";
import { type ArenaSize, roundUp, WasmArena } from "./wasm-arena.ts";
import { wasmBytes } from "./wasm-backend.ts";

const module = new WebAssembly.Module(wasmBytes("strict") as Uint8Array<ArrayBuffer>);
const PAGE = 65536;
const size: ArenaSize = { programBytes: 1000, bytes: 640 };

const open = (given: Partial<ArenaSize> = {}): WasmArena => new WasmArena(module, { ...size, ...given }, true);

test("the thread group's state, programs and what is taken lie one behind the other, from cache lines on", () => {
  const arena = open();
  expect(arena.group).toBe(roundUp(arena.exports.heapBase()));
  expect([arena.state.byteOffset, arena.state.byteLength]).toEqual([arena.group, 256]);
  expect(arena.programs).toEqual({ at: arena.group + 256, bytes: 1000 });
  const first = arena.group + 256 + 1024;
  expect([arena.take(68), arena.take(64), arena.take(1)]).toEqual([first, first + 128, first + 192]);
});

test("memory is as large as the size says, and no page larger", () => {
  const bytesOf = (bytes: number): number => open({ bytes }).memory.buffer.byteLength;
  // the heap's base, the thread group's state, the programs, and the tail
  const left = PAGE - 256 - 1024 - 256;
  expect([bytesOf(left - 1), bytesOf(left), bytesOf(left + 1)]).toEqual([2 * PAGE, 2 * PAGE, 3 * PAGE]);
});

test("what does not fit is refused with what is left; 256 bytes at the end are never given", () => {
  const arena = open();
  const from = arena.take(1) + 64;
  const left = arena.memory.buffer.byteLength - 256 - from;
  expect(() => arena.take(left + 4)).toThrow(
    new RangeError(`Cannot allocate ${left + 4} bytes: the arena has ${left} left; create it larger`),
  );
  expect(arena.take(left)).toBe(from);
  expect(() => arena.take(4)).toThrow("Cannot allocate 4 bytes: the arena has 0 left; create it larger");
});

test("room beyond is made a page at a time, views of before stay, and what is given back is given again", () => {
  const arena = open();
  const before = new Float32Array(arena.memory.buffer, arena.take(16), 4).fill(7);
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
  for (const use of [() => arena.take(1), () => arena.extend(1), () => arena.memory, () => arena.checkLive()])
    expect(use).toThrow(new RangeError("Cannot go on: the executor is disposed of; open a new one"));
});
