/** The machine's own limits, in the same run as what is compared with them. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Limits } from "../results.ts";

const here = import.meta.dirname;

export async function measureLimits(): Promise<Limits> {
  const cores = availableParallelism();
  const oneCore = await measureWasm(1);
  const wasmFma = { oneCore, allCores: cores === 1 ? oneCore : await measureWasm(cores) };
  return { wasmFma, ...measureWithCompiler(cores), copy: measureCopy() };
}

/** 10^9 operations per second of so many threads together. */
async function measureWasm(threads: number): Promise<number> {
  const all = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL("./fma-worker.ts", import.meta.url));
    return new Promise<number>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  });
  return (await Promise.all(all)).reduce((sum, one) => sum + one, 0);
}

function measureWithCompiler(cores: number): Pick<Limits, "wideFma" | "nativeFma" | "triad"> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-bench-"));
  try {
    const triad = compile("triad", folder);
    const { bits, ...widest } = measureFma(compile("fma", folder), cores);
    // a compiler makes vectors of 256 bits out of narrower ones too
    const { bits: _, ...wide } = measureFma(compile("fma", folder, "-DBYTES=32"), cores);
    return {
      wideFma: bits >= 256 ? wide : null,
      nativeFma: { ...widest, vectors: `${bits} bits` },
      triad: Number(execFileSync(triad, { encoding: "utf8" })),
    };
  } catch {
    return { wideFma: null, nativeFma: null, triad: null }; // no compiler, or one without these options
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Fma {
  readonly oneCore: number;
  readonly allCores: number;
  readonly bits: number;
}

function measureFma(program: string, cores: number): Fma {
  const run = (threads: number): number[] =>
    execFileSync(program, [String(threads)], { encoding: "utf8" })
      .split(" ")
      .map(Number);
  const [oneCore, bits] = run(1);
  return { oneCore: oneCore!, allCores: run(cores)[0]!, bits: bits! };
}

function compile(name: string, folder: string, ...extra: string[]): string {
  const program = join(folder, name);
  const common = ["-O3", "-march=native", "-ffp-contract=fast", "-pthread", ...extra];
  const options = [...common, "-o", program, join(here, `${name}.c`)];
  execFileSync("cc", options, { stdio: "ignore" });
  return program;
}

/** Bytes read and written by a copy, the best of some. */
function measureCopy(): number {
  const from = new Float32Array(64 << 20).fill(1);
  const to = new Float32Array(from.length);
  let best = 0;
  for (let sample = 0; sample < 6; sample++) {
    const begin = performance.now();
    to.set(from);
    best = Math.max(best, (2 * from.byteLength) / ((performance.now() - begin) / 1000) / 1e9);
  }
  return to[12_345] === 1 ? best : 0;
}
