/**
 * Tells which functions of the kernels V8 widens to 256 bits, by its own trace of `--experimental-wasm-revectorize`:
 *
 *     npm run trace:wide                  all functions that store vectors
 *     npm run trace:wide -- --strict      of strict numerics; else of fast ones
 *     npm run trace:wide -- --all         those without a pair of stores too
 *     npm run trace:wide -- --why         below each function, what V8 says of the pairs that it left
 *     npm run trace:wide -- tileColumn    functions whose name has this in it
 *
 * A *seed* is a pair of neighbouring stores, from which V8 walks up to loads; *trees* are those where every operation
 * on the way found its pair. All trees of a function are widened or none: where `saved` is more than `cost`. The
 * kernels are compiled from their sources, because those of the package have no names.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { withMultiplyAdd } from "../packages/minibatch/src/wasm/multiply-add.ts";
import { functionNames } from "../packages/minibatch/wasm/compiler/function-names.ts";

/** What the trace says of one function. */
export interface TracedFunction {
  readonly name: string;
  readonly seeds: number;
  readonly trees: number;
  /** V8's own estimates; 0 where no tree was found */
  readonly saved: number;
  readonly cost: number;
  readonly isWide: boolean;
  /** the compiler began it and did not come to its end */
  readonly isCrash: boolean;
  /** why trees failed, and how many of them */
  readonly reasons: ReadonlyMap<string, number>;
}

/** Every function is compiled at once, by the compiler that widens, one after the other. */
const FLAGS = [
  "--experimental-wasm-revectorize",
  "--trace-wasm-revectorize",
  "--no-liftoff",
  "--no-wasm-lazy-compilation",
  // needs what the other compiler counted
  "--no-wasm-deopt",
  "--wasm-num-compilation-tasks=1",
];
const WRITER = join(import.meta.dirname, "..", "packages", "minibatch", "wasm", "compiler", "write-kernels.ts");
const PROGRAM = `new WebAssembly.Module(require("node:fs").readFileSync(process.argv[1]))`;

/** V8's trace by function, in the module's order. */
export function parseTrace(trace: string, names: readonly string[]): readonly TracedFunction[] {
  const parts = trace.split(/^Begin revec function wasm-function#/m).slice(1);
  return parts
    .map((part) => ({ index: Number.parseInt(part, 10), part }))
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, part }) => parseFunction(names[index] ?? `function ${index}`, part));
}

function parseFunction(name: string, part: string): TracedFunction {
  const decision = /DecideVectorize \d+: Save: (-?\d+), cost: (-?\d+)/.exec(part);
  const [saved, cost] = [Number(decision?.[1] ?? 0), Number(decision?.[2] ?? 0)];
  const failures = [...part.matchAll(/^Revec: \w+ \d+: (.+)\n(?:Revec: Run \d+: Building SLP tree failed!)/gm)];
  const reasons = new Map<string, number>();
  for (const [, said] of failures) {
    const reason = said.replaceAll(/#?\d+/g, "_");
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const trees = count(part, /After tree building/g);
  return {
    name,
    seeds: count(part, /^\{$/gm),
    trees,
    saved,
    cost,
    isWide: saved > cost,
    isCrash: !part.includes("Finished revec function"),
    reasons,
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The table, widened functions first. */
export function renderTrace(functions: readonly TracedFunction[], isLong: boolean): string {
  const width = Math.max(8, ...functions.map(({ name }) => name.length));
  const row = (cells: readonly (string | number)[], name: string): string =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(7)).join("")}`;
  const lines = [row(["wide", "seeds", "trees", "saved", "cost"], "function")];
  for (const { name, seeds, trees, saved, cost, isWide, isCrash, reasons } of functions.toSorted(byWidth)) {
    const verdict = isCrash ? "CRASH" : isWide ? "yes" : "no";
    lines.push(row([verdict, seeds, trees, saved, cost], name));
    if (isLong) for (const [reason, times] of reasons) lines.push(`    ${times} x ${reason}`);
  }
  return `${lines.join("\n")}\n`;
}

function byWidth(a: TracedFunction, b: TracedFunction): number {
  return Number(b.isWide) - Number(a.isWide) || b.seeds - a.seeds || (a.name < b.name ? -1 : 1);
}

/** Compiles the module under V8's trace. Throws Error where this Node has no such flag, or says nothing. */
export function traceModule(bytes: Uint8Array, node: string = process.execPath): string {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-trace-"));
  try {
    const file = join(folder, "kernels.wasm");
    writeFileSync(file, bytes);
    const { stdout, stderr } = spawnSync(node, [...FLAGS, "-e", PROGRAM, file], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      timeout: 120_000,
    });
    if (stdout.includes("Begin revec function")) return stdout;
    throw new Error(
      `Cannot trace: ${node} says nothing of wider vectors; use Node 24 or later on x64 with AVX2, as ` +
        `node_modules/.bin/node\n${stderr}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In a process of its own: the compiler's types are not those of programs. */
function compileKernels(): { readonly binary: Uint8Array<ArrayBuffer>; readonly text: string } {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-kernels-"));
  try {
    const { status, stderr } = spawnSync(process.execPath, [WRITER, folder], { encoding: "utf8", timeout: 600_000 });
    if (status !== 0) throw new Error(`Cannot compile the kernels: ${stderr}`);
    const binary = Uint8Array.from(readFileSync(join(folder, "kernels.wasm")));
    return { binary, text: readFileSync(join(folder, "kernels.wat"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { strict: { type: "boolean" }, all: { type: "boolean" }, why: { type: "boolean" } },
  });
  const { binary, text } = compileKernels();
  const module = withMultiplyAdd(binary, values.strict === true ? "strict" : "relaxed");
  const functions = parseTrace(traceModule(module), functionNames(text));
  const shown = functions.filter(
    ({ name, seeds, isCrash }) =>
      (values.all === true || seeds > 0 || isCrash) &&
      (positionals.length === 0 || positionals.some((part) => name.includes(part))),
  );
  process.stdout.write(renderTrace(shown, values.why === true));
  const wide = functions.filter(({ isWide }) => isWide).length;
  process.stdout.write(`${wide} of ${functions.length} functions are widened\n`);
  if (functions.some(({ isCrash }) => isCrash)) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
