import { expect, test } from "vitest";
import { createMemory, growMemory, withoutSharedMemory } from "./wasm-memory.ts";

const PAGE = 65536;

/** A module that imports env.memory, with these flags, of one page to two. */
function moduleOf(flags: number): Uint8Array<ArrayBuffer> {
  const section = [2, 16, 1, 3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, flags, 1, 2];
  return Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section);
}

test("a module for shared memory runs on memory that is not, one flag changed and the bytes given left as they are", () => {
  const shared = moduleOf(3);
  const patched = withoutSharedMemory(shared);
  expect([...patched]).toEqual([...moduleOf(1)]);
  expect([...shared]).toEqual([...moduleOf(3)]);
  const instanceOn = (bytes: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory): object =>
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const own = createMemory(1, false);
  expect(() => instanceOn(patched, own)).not.toThrow();
  expect(() => instanceOn(shared, own)).toThrow(/shared/);
});

test.each([
  ["no import of a memory", Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)],
  ["one that is not shared", moduleOf(1)],
  ["bytes that end with the import's name", moduleOf(3).slice(0, -3)],
])("%s is told: such a module would fail later, for a reason that says nothing", (_, bytes) => {
  expect(() => withoutSharedMemory(bytes)).toThrow("the kernels import no shared memory");
});

test("memory has the pages that hold the bytes, and no more", () => {
  for (const [bytes, pages] of [
    [1, 1],
    [PAGE, 1],
    [PAGE + 1, 2],
  ] as const) {
    for (const isShared of [true, false]) {
      const { buffer } = createMemory(bytes, isShared);
      expect([buffer.byteLength, buffer instanceof SharedArrayBuffer]).toEqual([pages * PAGE, isShared]);
    }
  }
});

test("shared memory grows by the pages that hold the bytes; memory that is not shared does not", () => {
  const memory = createMemory(PAGE, true);
  const grown = [0, -5, 1, PAGE, PAGE + 1].map((bytes) => [growMemory(memory, bytes), memory.buffer.byteLength / PAGE]);
  expect(grown).toEqual([
    [true, 1],
    [true, 1],
    [true, 2],
    [true, 3],
    [true, 5],
  ]);
  const own = createMemory(PAGE, false);
  expect([growMemory(own, 0), growMemory(own, 1), own.buffer.byteLength]).toEqual([true, false, PAGE]);
});

test("4 GiB is the most there is", () => {
  expect(() => createMemory(2 ** 32 + 1, true)).toThrow(
    /^Cannot allocate 4294967297 bytes for the model: WebAssembly has at most 4 GiB/,
  );
});
