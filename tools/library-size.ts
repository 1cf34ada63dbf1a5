/**
 * Prints how large the library is, compressed as it travels; fails where a trainer with all kernels exceeds its limit.
 * The limit is on what a page loads that creates trainers: the whole of dist, told beside, holds what bundlers leave
 * out.
 */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** Bytes: 47 KB. */
export const limit = 47_000;

const ours = join(import.meta.dirname, "..", "packages", "minibatch");

/** Bytes of text or data, gzipped as well as gzip can. */
export function gzipSize(contents: string | Uint8Array): number {
  return gzipSync(contents, { level: 9 }).length;
}

/** Of every file of dist that is loaded. */
export function measureDist(): ReadonlyMap<string, number> {
  const files = globSync(join(ours, "dist", "**", "*.js")).sort();
  return new Map(files.map((file) => [basename(file), gzipSize(readFileSync(file))]));
}

/** A file of a page's bundle. */
export interface PageFile {
  readonly code: string;
  /** the page loads it at its start; else only when something asks for it */
  readonly isLoaded: boolean;
}

/**
 * A page's bundle of the core's `createTrainer` alone, minified; the kernels are a file of their own as in dist. What
 * is imported when it is needed, as the reference executor is by a machine without SIMD, is not loaded with the page.
 * @param library a package folder
 */
export async function bundleTrainer(library: string = ours): Promise<readonly PageFile[]> {
  const entry = "virtual:trainer";
  const result = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "trainer",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry ? `export { createTrainer } from ${JSON.stringify(join(library, "src", "core.ts"))}` : null,
      },
    ],
    build: {
      write: false,
      target: "es2023",
      minify: true,
      rolldownOptions: {
        input: entry,
        // as of a page's own entry, whose files may share what lies in it
        preserveEntrySignatures: "allow-extension",
        output: { minify: true, codeSplitting: { groups: [{ name: "kernels", test: /\/wasm-bytes/ }] } },
      },
    },
  });
  const outputs = [result].flat().flatMap((one) => ("output" in one ? one.output : []));
  const chunks = outputs.filter((file) => file.type === "chunk");
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
  // a set's loop comes to what is added on the way
  for (const { imports } of loaded) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  }
  return chunks.map((chunk) => ({ code: chunk.code, isLoaded: loaded.has(chunk) }));
}

/** What a page loads, and what it may load later. */
export interface TrainerSize {
  readonly loaded: number;
  readonly later: number;
}

/** @param library a package folder */
export async function measureTrainer(library: string = ours): Promise<TrainerSize> {
  const files = await bundleTrainer(library);
  const sizeOf = (isLoaded: boolean): number =>
    files.filter((file) => file.isLoaded === isLoaded).reduce((sum, { code }) => sum + gzipSize(code), 0);
  return { loaded: sizeOf(true), later: sizeOf(false) };
}

if (import.meta.main) {
  const dist = measureDist();
  const all = [...dist.values()].reduce((sum, size) => sum + size, 0);
  const { loaded, later } = await measureTrainer();
  for (const [file, size] of dist) process.stdout.write(`${String(size).padStart(7)}  dist: ${file}\n`);
  process.stdout.write(
    `${String(all).padStart(7)}  dist, all of it\n${String(loaded).padStart(7)}  createTrainer with all ` +
      `kernels\n${String(later).padStart(7)}  beside it, loaded only where they are needed: the reference executor, ` +
      "the full kernels\n",
  );
  if (loaded > limit) {
    process.stderr.write(
      `createTrainer with all kernels is ${loaded} bytes gzipped; it must be at most ${limit}: see what grew\n`,
    );
    process.exitCode = 1;
  }
}
