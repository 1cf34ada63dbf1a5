/** AssemblyScript to WebAssembly, as bytes and as text. */
import { existsSync, readFileSync } from "node:fs";
import asc from "assemblyscript/asc";

const flags = [
  ...["--optimizeLevel", "3", "--shrinkLevel", "1", "--converge"],
  ...["--runtime", "stub", "--noAssert"],
  ...["--importMemory", "--initialMemory", "1", "--sharedMemory", "--maximumMemory", "65536"],
  ...["--enable", "simd", "--enable", "threads", "--enable", "relaxed-simd"],
];

export interface Compiled {
  readonly binary: Uint8Array;
  readonly text: string;
}

/** Throws Error with what the compiler says. */
export async function compile(entry: string, uses: readonly string[] = []): Promise<Compiled> {
  const written = new Map<string, string | Uint8Array>();
  const outputs = ["--outFile", "kernels.wasm", "--textFile", "kernels.wat"];
  const { error, stderr } = await asc.main([entry, ...outputs, ...flags, ...uses.flatMap((use) => ["--use", use])], {
    readFile: readIfThere,
    writeFile: (name, contents) => {
      written.set(name, contents);
    },
    listFiles: () => [],
  });
  const [binary, text] = [written.get("kernels.wasm"), written.get("kernels.wat")];
  if (error !== null || !(binary instanceof Uint8Array) || typeof text !== "string") {
    throw new Error(`Cannot compile the kernels: ${error?.message}\n${stderr}`);
  }
  return { binary, text };
}

/** The compiler asks for files by guessing; what is not there is null. */
function readIfThere(name: string): string | null {
  return existsSync(name) ? readFileSync(name, "utf8") : null;
}
