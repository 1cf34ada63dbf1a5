/**
 * The program of the child process that tries wide vectors: it compiles the kernels before and after V8's flag is set,
 * asks both for steps and the wide ones for all known answers, and prints what came out as one line of JSON. Every
 * function goes through the optimizing compiler at once, which is the one that widens.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { withMultiplyAdd } from "../../wasm/multiply-add.ts";
import { unpackModule } from "../../wasm/unpack.ts";
import { setVectorsWide } from "../../wasm/vector-width.ts";
import { createWasmBackend } from "../../wasm/wasm-backend.ts";
import { nodeThreads } from "../node-threads.ts";
import { answerAll } from "./known-answers.ts";
import { measureSteps, type StepTimes } from "./measure-steps.ts";
import { NARROW_FLAG, WIDE_FLAG, WIDE_FLAGS } from "./wide-flags.ts";

/** What the child prints. */
export interface ProbeReport {
  /** SHA-256 of all answers */
  readonly answers: { readonly strict: string; readonly fast: string };
  readonly milliseconds: StepTimes;
}

/** What the caller looks at every answer's clock for: long enough that both threads are tried. */
const TICK_MS = 60;

/** An empty section of its own: V8 gives equal modules the same code, also where flags have changed since. */
const SECTION = [0, 2, 1, 0x6e];

async function probe(kernels: string | undefined): Promise<ProbeReport> {
  const template = kernels === undefined ? unpackModule() : Uint8Array.from(readFileSync(kernels));
  // also where the caller's environment has set it
  setFlagsFromString(NARROW_FLAG);
  for (const flag of ["--no-liftoff", "--no-wasm-lazy-compilation", ...WIDE_FLAGS.filter((flag) => flag !== WIDE_FLAG)])
    setFlagsFromString(flag);
  const relaxed = withMultiplyAdd(template, "relaxed");
  const narrow = await createWasmBackend(Uint8Array.from([...relaxed, ...SECTION]), "relaxed", "fast");
  setFlagsFromString(WIDE_FLAG);
  setVectorsWide(true);
  const fast = await createWasmBackend(relaxed, "relaxed", "fast");
  const strict = await createWasmBackend(withMultiplyAdd(template, "strict"), "strict", "strict");
  const milliseconds = measureSteps(narrow, fast, () => performance.now());
  let clock = 0;
  const host = { ...nodeThreads({ count: 2 }), now: () => (clock += TICK_MS) };
  const hashOf = async (backend: typeof fast): Promise<string> => {
    const hash = createHash("sha256");
    await answerAll(backend, host, (numbers) => void hash.update(numbers as Float32Array));
    return hash.digest("hex");
  };
  return { answers: { strict: await hashOf(strict), fast: await hashOf(fast) }, milliseconds };
}

// V8 compiles on threads of its own, which do not keep a process alive
const alive = setInterval(() => {}, 1000);
const report = await probe(process.argv[2]);
clearInterval(alive);
process.stdout.write(`${JSON.stringify(report)}\n`);
