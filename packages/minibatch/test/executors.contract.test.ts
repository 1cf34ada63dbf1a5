/** The contract of executors, kept by every one there is. */
import { createReferenceBackend } from "../src/reference/backend.ts";
import { elsewhere } from "./elsewhere-executor.ts";
import { describeExecutorContract } from "./executor-contract.ts";

const FLOAT32 = { abs: 1e-7, rel: 1.2e-7 };

describeExecutorContract("reference-float32", () => createReferenceBackend("float32"), FLOAT32);
describeExecutorContract("reference-float64", () => createReferenceBackend("float64"), { abs: 1e-15, rel: 1e-15 });
describeExecutorContract("elsewhere", () => elsewhere(createReferenceBackend("float32")), FLOAT32);
