/** Writes all kernels as they are compiled, `kernels.wasm`, and as text with names, `kernels.wat`, into a folder. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernels } from "./compile-kernels.ts";

const folder = process.argv[2] as string;
const { binary, text } = await compileKernels("full");
writeFileSync(join(folder, "kernels.wasm"), binary);
writeFileSync(join(folder, "kernels.wat"), text);
