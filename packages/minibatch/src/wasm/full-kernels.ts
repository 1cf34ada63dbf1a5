/** The kernels of every operation: a page imports them when a model needs more than the core's. */
import type { Kernels } from "./core-kernels.ts";
import { packedModule, unpackedLength } from "./full-wasm-bytes.ts";
import { coreEncoders, type Encoders } from "./program/encoders.ts";
import { moreEncoders } from "./program/more-encoders.ts";

const encoders: Encoders = { ...coreEncoders, ...moreEncoders };

export const fullKernels: Kernels = { packed: { packedModule, unpackedLength }, encoders };
