/** As programs.test.ts, on every number of threads up to 4. */
import { describe, test } from "vitest";
import { cases, expectAsStepByStep } from "./program-cases.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

describe.each(await everyWasmBackend())("$name", (backend) => {
  test.each(Object.entries(cases))("%s: as a step at a time, on 1, 2, 3 and 4 threads", (_name, one) =>
    expectAsStepByStep(backend, one, [2, 3, 4]),
  );
});
