/** The kernels that dense networks need: a page loads them with the library. */
import { coreEncoders, type Encoders } from "./program/encoders.ts";
import type { PackedModule } from "./unpack.ts";
import { packedModule, unpackedLength } from "./wasm-bytes.ts";

/**
 * Which kernels a model needs: the core's, or the full ones, which have every operation and are loaded when they are
 * asked for.
 */
export type KernelSet = "core" | "full";

/** A compiled module, packed, and how operations are encoded for it. */
export interface Kernels {
  readonly packed: PackedModule;
  readonly encoders: Partial<Encoders>;
}

export const coreKernels: Kernels = { packed: { packedModule, unpackedLength }, encoders: coreEncoders };
