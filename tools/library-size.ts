/**
 * Prints how large the library is, compressed as it travels; fails where a trainer with all kernels exceeds its limit. The
 * limit is on what a page loads that creates trainers: the whole of dist, told beside, holds what bundlers leave out.
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

/**
 * A page's bundle of `createTrainer` alone, minified; the kernels, in whole, are a file of their own as in dist. @param library a package
 * folder
 */
export async function bundleTrainer(library: string = ours): Promise<readonly string[]> {
  const entry = "virtual:trainer";
  const result = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "trainer",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry ? `export { createTrainer } from ${JSON.stringify(join(library, "src", "index.ts"))}` : null,
      },
    ],
    build: {
      write: false,
      target: "es2023",
      minify: true,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        output: { minify: true, codeSplitting: { groups: [{ name: "kernels", test: /wasm-bytes/ }] } },
      },
    },
  });
  const outputs = [result].flat().flatMap((one) => ("output" in one ? one.output : []));
  return outputs.flatMap((file) => (file.type === "chunk" ? [file.code] : []));
}

/** @param library a package folder */
export async function measureTrainer(library: string = ours): Promise<number> {
  return (await bundleTrainer(library)).reduce((sum, code) => sum + gzipSize(code), 0);
}

if (import.meta.main) {
  const dist = measureDist();
  const all = [...dist.values()].reduce((sum, size) => sum + size, 0);
  const trainer = await measureTrainer();
  for (const [file, size] of dist) process.stdout.write(`${String(size).padStart(7)}  dist: ${file}\n`);
  process.stdout.write(
    `${String(all).padStart(7)}  dist, all of it\n${String(trainer).padStart(7)}  createTrainer with all kernels\n`,
  );
  if (trainer > limit) {
    process.stderr.write(
      `createTrainer with all kernels is ${trainer} bytes gzipped; it must be at most ${limit}: see what grew\n`,
    );
    process.exitCode = 1;
  }
}
