/** Runs the library's gradient check on a model from a file, and prints a row per tensor. */
import { checkGradients, type GradientCheck } from "minibatch";
import { resolveFromCaller } from "./caller-path.ts";
import { formatTable } from "./format-table.ts";
import { printResult } from "./print-result.ts";
import { readGradcheckSpec } from "./read-gradcheck-spec.ts";

/** Throws, after the table, when a gradient is off: the command ends with 1. */
export function checkSpecGradients(file: string, { json }: { readonly json: boolean }): void {
  const { model, batch, seed } = readGradcheckSpec(resolveFromCaller(file));
  const check = checkGradients(model, {
    ...(batch !== undefined && { rows: batch }),
    ...(seed !== undefined && { seed }),
  });
  printResult(json || undefined, check, () => describeCheck(check));
  if (check.ok) return;
  const off = check.tensors.filter((tensor) => !tensor.ok).map((tensor) => tensor.name);
  throw new Error(
    `Cannot confirm the gradients of ${off.join(", ")}: central differences disagree; ` +
      "a unit on its kink (ReLU at 0) is honestly off, anything else is a bug of minibatch, please report it",
  );
}

function describeCheck({ tensors }: GradientCheck): string {
  const rows = tensors.map(({ name, shape, checked, maxAbsError, maxRelError, worstIndex, ok: fits }) => [
    name,
    shape.join(" x "),
    String(checked),
    maxAbsError.toExponential(1),
    maxRelError.toExponential(1),
    String(worstIndex),
    fits ? "ok" : "off",
  ]);
  return formatTable(["tensor", "shape", "gradients", "error", "relative", "worst at", ""], rows, "llrrrrl");
}
