/**
 * The program of a child process that tries wide vectors (`wide-flags.ts` has both kinds): it sets V8's flag, compiles
 * the kernels, asks them for all known answers, and prints what came out as one line of JSON. The one whose functions
 * are all optimized at once also times steps on kernels that were compiled before.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import type { Backend } from "../../plan/executor.ts";
import { fullKernels } from "../../wasm/full-kernels.ts";
import { withMultiplyAdd } from "../../wasm/multiply-add.ts";
import { unpackModule } from "../../wasm/unpack.ts";
import { setVectorsWide } from "../../wasm/vector-width.ts";
import { createWasmBackend } from "../../wasm/wasm-backend.ts";
import { nodeThreads } from "../node-threads.ts";
import { answerAll } from "./known-answers.ts";
import { measureSteps, openSteps, type StepTimes } from "./measure-steps.ts";
import { type ProbeKind, WIDE_FLAG } from "./wide-flags.ts";

/** What the child prints. */
export interface ProbeReport {
  /** SHA-256 of all answers */
  readonly answers: { readonly strict: string; readonly fast: string };
  /** null of `grown` */
  readonly milliseconds: StepTimes | null;
}

/** What the clock says between two looks at it: long enough that both threads are tried. */
const TICK_MS = 60;

/** An empty section of its own: V8 gives equal modules the same code, also where flags have changed since. */
const SECTION = [0, 2, 1, 0x6e];

async function probe(kind: ProbeKind, kernels: string | undefined): Promise<ProbeReport> {
  const template = kernels === undefined ? unpackModule(fullKernels.packed) : Uint8Array.from(readFileSync(kernels));
  const relaxed = withMultiplyAdd(template, "relaxed");
  const other = Uint8Array.from([...relaxed, ...SECTION]);
  const narrow = kind === "whole" ? openSteps(await createWasmBackend(other, "relaxed", "fast", fullKernels)) : null;
  // all that it calls is compiled before the flag is set
  narrow?.step();
  setFlagsFromString(WIDE_FLAG);
  setVectorsWide(true);
  const fast = await createWasmBackend(relaxed, "relaxed", "fast", fullKernels);
  const strict = await createWasmBackend(withMultiplyAdd(template, "strict"), "strict", "strict", fullKernels);
  const milliseconds = narrow === null ? null : measureSteps(narrow, openSteps(fast), () => performance.now());
  return { answers: { strict: await hashAnswers(strict), fast: await hashAnswers(fast) }, milliseconds };
}

async function hashAnswers(backend: Backend): Promise<string> {
  let clock = 0;
  const now = (): number => {
    clock += TICK_MS;
    return clock;
  };
  const hash = createHash("sha256");
  await answerAll(backend, { ...nodeThreads({ count: 2 }), now }, (numbers) => {
    hash.update(numbers as Float32Array);
  });
  return hash.digest("hex");
}

// V8 compiles on threads of its own, which do not keep a process alive
const alive = setInterval(() => {}, 1000);
const report = await probe(process.argv[2] as ProbeKind, process.argv[3]);
clearInterval(alive);
process.stdout.write(`${JSON.stringify(report)}\n`);
