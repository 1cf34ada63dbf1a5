/** What the executor calls of `wasm/*.ts`: pointers are byte offsets into the instance's memory. */

export type Pointer = number;

export interface WasmExports {
  heapBase(): Pointer;
  gemmScratchBytes(): number;
  run(group: Pointer, program: Pointer, first: number, end: number, threads: number, maySleep: 0 | 1): number;
  serve(group: Pointer, thread: number, seen: number): void;
  stopThreads(group: Pointer): void;
  compressRows(
    x: Pointer,
    isBytes: 0 | 1,
    scale: number,
    B: number,
    I: number,
    rowBytes: number,
    segments: number,
    entries: Pointer,
    runs: Pointer,
  ): void;
  appendRows(runs: Pointer, B: number, segments: number, base: Pointer, to: Pointer, offsets: Pointer): Pointer;
}
