/** The contract of kernels, kept by every set of them there is. */
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { describeKernelsContract } from "./kernels-contract.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

describeKernelsContract("reference-float32", () => createReferenceBackend("float32"), { abs: 1e-7, rel: 1.2e-7 });
describeKernelsContract("wasm-strict", async () => (await everyWasmBackend())[0], { abs: 2e-6, rel: 2e-6 });
describeKernelsContract("wasm-relaxed", async () => (await everyWasmBackend())[1], { abs: 2e-6, rel: 2e-6 });
