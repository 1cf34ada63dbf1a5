/** AssemblyScript to WebAssembly, as bytes and as text. */
import { existsSync, readFileSync } from "node:fs";
import asc from "assemblyscript/asc";

export interface Compiled {
  readonly binary: Uint8Array;
  readonly text: string;
}

/** Throws Error with what the compiler says. */
export async function compile(entry: string, options: readonly string[]): Promise<Compiled> {
  const written = new Map<string, string | Uint8Array>();
  const outputs = ["--outFile", "module.wasm", "--textFile", "module.wat"];
  const always = ["--converge", "--runtime", "stub", "--noAssert"];
  const { error, stderr } = await asc.main([entry, ...outputs, ...always, ...options], {
    readFile: readIfThere,
    writeFile: (name, contents) => {
      written.set(name, contents);
    },
    listFiles: () => [],
  });
  const [binary, text] = [written.get("module.wasm"), written.get("module.wat")];
  if (error !== null || !(binary instanceof Uint8Array) || typeof text !== "string") {
    throw new Error(`Cannot compile ${entry}: ${error?.message}\n${stderr}`);
  }
  return { binary, text };
}

/** The compiler guesses file names; a missing file is null. */
function readIfThere(name: string): string | null {
  return existsSync(name) ? readFileSync(name, "utf8") : null;
}
