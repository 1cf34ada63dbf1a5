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

function measureWithCompiler(cores: number): Pick<Limits, "nativeFma" | "triad"> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-bench-"));
  try {
    const fma = compile("fma", folder);
    const triad = compile("triad", folder);
    const [oneCore, bits] = execFileSync(fma, ["1"], { encoding: "utf8" }).split(" ").map(Number);
    const [allCores] = execFileSync(fma, [String(cores)], { encoding: "utf8" })
      .split(" ")
      .map(Number);
    const nativeFma = { oneCore: oneCore!, allCores: allCores!, vectors: `${bits} bits` };
    return { nativeFma, triad: Number(execFileSync(triad, { encoding: "utf8" })) };
  } catch {
    return { nativeFma: null, triad: null }; // no compiler, or one without these options
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(name: string, folder: string): string {
  const program = join(folder, name);
  const options = ["-O3", "-march=native", "-ffp-contract=fast", "-pthread", "-o", program, join(here, `${name}.c`)];
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
