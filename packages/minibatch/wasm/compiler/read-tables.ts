/** The library's tables beside the kernels' sources. */
import { readdirSync, readFileSync } from "node:fs";
import { activations } from "../../src/activations/activations.ts";
import { moreOp } from "../../src/wasm/program/more-opcodes.ts";
import { op } from "../../src/wasm/program/opcodes.ts";
import { RULES } from "../../src/optimizers/rules.ts";
import type { KernelTables } from "./generate-switches.ts";

export function readTables(): KernelTables {
  const formulas = new Map<string, string>();
  for (const [kind, rule] of Object.entries(RULES)) {
    for (const { name } of rule.formulas) if (!formulas.has(name)) formulas.set(name, kind);
  }
  return {
    activations: Object.entries(activations).flatMap(([kind, { isIdentity }]) => (isIdentity ? [] : [kind])),
    formulas,
    operations: op,
    moreOperations: moreOp,
    activationFormulas: readFolder("src/activations/formulas"),
    activationFiles: readFolder("wasm/activations"),
    updateFiles: readFolder("wasm/updates"),
    operationsFile: readFileSync(new URL("../operations.ts", import.meta.url), "utf8"),
    moreOperationFiles: readFolder("wasm/operations"),
  };
}

function readFolder(name: string): Map<string, string> {
  const folder = new URL(`../../${name}/`, import.meta.url);
  return new Map(
    readdirSync(folder)
      .toSorted()
      .map((file) => [file.replace(/\.ts$/, ""), readFileSync(new URL(file, folder), "utf8")]),
  );
}
