/** How much memory an executor needs for everything; known when it is opened. */
import type { Space } from "../plan/executor.ts";
import { MOST_STEPS, type NumberType, sizeOf, type Tensor } from "../plan/tensor.ts";
import { placeSparseScratch } from "./sparse-scratch.ts";
import { roundUp } from "./wasm-arena.ts";

/** As `gemmScratchBytes` of the kernels says. */
export const GEMM_SCRATCH_BYTES: number = (6 * 16 + 1008 * 384 + 64 * 384 + 16) * 4;

export const bytesOf: Readonly<Record<NumberType, number>> = { float: 4, double: 8, int: 4 };

/** For programs: a fixed part, and so many bytes for each tensor, of which a layer has several. */
const PROGRAM_BYTES = 32768;
const PROGRAM_BYTES_PER_TENSOR = 256;

/** Rows that are gathered at once, and numbers that a gathered tensor may have, unless one batch has more: 2 MiB. */
const MOST_ROWS = 8192;
const MOST_NUMBERS = 2 ** 19;

/** A tensor, and how many rows or steps of it there is room for; 1 where it is there once. */
export interface RoomOfTensor {
  readonly tensor: Tensor;
  readonly count: number;
}

export interface Room {
  /** by name, those that are no part of another */
  readonly tensors: ReadonlyMap<string, RoomOfTensor>;
  /** rows for which targets, order and losses have room */
  readonly rows: number;
  /** float64 partial sums of a loss */
  readonly lossParts: number;
  /** entries of a batch, and ends of its rows: of input that is given as entries */
  readonly entries: number;
  readonly ends: number;
  readonly scratchBytes: number;
  readonly programBytes: number;
  /** of all but the programs */
  readonly bytes: number;
}

/** The room for `space`, worked on by at most so many threads. */
export function roomFor({ tensors, capacity }: Space, threads: number): Room {
  const wholes = tensors.filter(({ within }) => within === undefined);
  const widest = (role: Tensor["role"]): number =>
    wholes.reduce((most, tensor) => (tensor.role === role ? Math.max(most, sizeOf(tensor)) : most), 0);
  const [inputs, outputs] = [widest("input"), Math.max(1, widest("target"))];
  const most = (width: number): number => Math.max(capacity, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / width)));
  const rows = most(outputs);
  const rowsOf = ({ role, extent, shape }: Tensor): number => {
    if (extent === "once") return 1;
    if (extent === "step") return MOST_STEPS;
    if (role === "input") return most(Math.max(1, sizeOf({ shape })));
    return role === "target" ? rows : capacity;
  };
  const placed = new Map(wholes.map((tensor) => [tensor.name, { tensor, count: rowsOf(tensor) }]));
  if (placed.size < wholes.length)
    throw new Error("Cannot open an executor with two tensors of one name; give each its own");
  const lossParts = rows * Math.ceil(outputs / 4) + MOST_STEPS;
  const entries = capacity * inputs;
  const ends = inputs === 0 ? 0 : capacity + 1;
  const sparse = inputs === 0 ? 0 : placeSparseScratch(0, capacity, inputs, threads).end;
  const scratchBytes = threads * GEMM_SCRATCH_BYTES + sparse;
  const own = [4 * rows, 8 * lossParts, 4 * MOST_STEPS, 4 * entries, 4 * ends, scratchBytes];
  const ofTensors = [...placed.values()].map(({ tensor, count }) => count * sizeOf(tensor) * bytesOf[tensor.type]);
  return {
    tensors: placed,
    rows,
    lossParts,
    entries,
    ends,
    scratchBytes,
    programBytes: PROGRAM_BYTES + tensors.length * PROGRAM_BYTES_PER_TENSOR,
    bytes: [...own, ...ofTensors].reduce((sum, bytes) => sum + roundUp(bytes), 0),
  };
}
