/** What an executor sets aside, known before it is opened. */
import { expect, test } from "vitest";
import { smallPlan } from "../../test/small-plan.ts";
import type { Tensor } from "../plan/tensor.ts";
import { GEMM_SCRATCH_BYTES, roomFor } from "./room.ts";
import { placeSparseScratch } from "./sparse-scratch.ts";
import { TensorMemory } from "./tensor-memory.ts";
import { WasmArena } from "./wasm-arena.ts";
import { wasmBytes } from "./wasm-backend.ts";

const module = new WebAssembly.Module(wasmBytes("strict") as Uint8Array<ArrayBuffer>);

test("the scratch memory of a thread's dense products is as long as the kernels say", () => {
  const arena = new WasmArena(module, { programBytes: 0, bytes: 0 }, true);
  expect(arena.exports.gemmScratchBytes()).toBe(GEMM_SCRATCH_BYTES);
});

const plan = smallPlan({ inputs: 700, layers: [{ units: 9 }, { units: 10 }], isSoft: true });

test("the input and the targets have room for several steps, figures for all, and others for a batch", () => {
  const { tensors, rows, lossParts, entries, ends } = roomFor({ tensors: plan.tensors, capacity: 50 }, 1);
  const countOf = ({ name }: Tensor): number | undefined => tensors.get(name)?.count;
  // 2 MiB of 700 numbers
  expect(countOf(plan.input)).toBe(748);
  expect([countOf(plan.labels), countOf(plan.targets), rows]).toEqual([8192, 8192, 8192]);
  expect([countOf(plan.loss), countOf(plan.coefficients)]).toEqual([64, 64]);
  expect([countOf(plan.parameters), countOf(plan.byName.z0 as Tensor)]).toEqual([1, 50]);
  // three fours a row
  expect([lossParts, entries, ends]).toEqual([3 * 8192 + 64, 50 * 700, 51]);
});

test("steps are gathered for as many rows as fit into 2 MiB, 8192 at most, and never less than one batch", () => {
  const rowsOf = (inputs: number, units: number, capacity: number): unknown[] => {
    const { tensors, input } = smallPlan({ inputs, layers: [{ units }], isSoft: true });
    const room = roomFor({ tensors, capacity }, 1);
    return [room.tensors.get(input.name)?.count, room.rows];
  };
  expect(rowsOf(1, 1, 1)).toEqual([8192, 8192]);
  expect(rowsOf(64, 65, 1)).toEqual([8192, 8065]);
  expect(rowsOf(2 ** 19, 2 ** 18, 1)).toEqual([1, 2]);
  expect(rowsOf(2 ** 19, 10_000, 300)).toEqual([300, 300]);
  expect(rowsOf(1, 1, 9000)).toEqual([9000, 9000]);
});

test("every thread has scratch memory for dense products, and for the entries of the input where there is one", () => {
  const space = { tensors: plan.tensors, capacity: 50 };
  for (const threads of [1, 3]) {
    const sparse = placeSparseScratch(0, 50, 700, threads).end;
    expect(roomFor(space, threads).scratchBytes).toBe(threads * GEMM_SCRATCH_BYTES + sparse);
    const tensors = plan.tensors.filter(({ role }) => role !== "input");
    const without = roomFor({ tensors, capacity: 50 }, threads);
    expect([without.scratchBytes, without.entries, without.ends]).toEqual([threads * GEMM_SCRATCH_BYTES, 0, 0]);
  }
});

test("all of it is taken when it is opened, and nothing beyond", () => {
  const { arena } = new TensorMemory(module, { tensors: plan.tensors, capacity: 50 }, 2, true);
  const { bytes } = roomFor({ tensors: plan.tensors, capacity: 50 }, 2);
  const begin = Math.ceil((arena.programs.at + arena.programs.bytes) / 64) * 64;
  expect(arena.take(0)).toBe(begin + bytes);
});
