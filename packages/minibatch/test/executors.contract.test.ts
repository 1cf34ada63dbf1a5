/** The contract of executors, kept by every one there is. */
import { nodeThreads } from "../src/hosts/node.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { eagerly } from "./eager-threads.ts";
import { elsewhere } from "./elsewhere-executor.ts";
import { describeExecutorContract } from "./executor-contract.ts";
import { everyWasmBackend, everyWideBackend } from "./wasm-backends.ts";

const FLOAT32 = { abs: 1e-7, rel: 1.2e-7 };

describeExecutorContract("reference-float32", () => createReferenceBackend("float32"), FLOAT32);
describeExecutorContract("reference-float64", () => createReferenceBackend("float64"), { abs: 1e-15, rel: 1e-15 });

const WASM = { abs: 2e-6, rel: 2e-6 };
const backends = await everyWasmBackend();
describeExecutorContract(`${backends[0].name} elsewhere`, () => elsewhere(backends[0]), WASM);
for (const backend of backends) {
  describeExecutorContract(backend.name, () => backend, WASM);
  describeExecutorContract(
    `${backend.name} on 2 threads`,
    () => backend.withThreads(eagerly(nodeThreads({ count: 2 }))),
    WASM,
  );
}
for (const backend of await everyWideBackend()) {
  describeExecutorContract(`${backend.name} in the tiles of wide vectors`, () => backend, WASM);
}
