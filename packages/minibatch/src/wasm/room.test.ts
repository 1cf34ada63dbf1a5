/** What an executor sets aside, known before it is opened. */
import { expect, test } from "vitest";
import { smallPlan } from "../../test/small-plan.ts";
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
  // 2 MiB of 700 numbers
  expect(tensors.get(plan.input)).toBe(748);
  expect([tensors.get(plan.labels), tensors.get(plan.targets), rows]).toEqual([8192, 8192, 8192]);
  expect([tensors.get(plan.loss), tensors.get(plan.coefficients)]).toEqual([64, 64]);
  expect([tensors.get(plan.parameters), tensors.get(plan.byName.z0 as never)]).toEqual([1, 50]);
  // three fours a row
  expect([lossParts, entries, ends]).toEqual([3 * 8192 + 64, 50 * 700, 51]);
  const wide = roomFor({ tensors: plan.tensors, capacity: 10000 }, 1);
  expect([wide.tensors.get(plan.input), wide.rows]).toEqual([10000, 10000]);
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
