/** Runs the library's gradient check on a model from a file, and prints a row per tensor. */
import { checkGradients, type GradientCheck } from "minibatch";
import { resolveFromCaller } from "./caller-path.ts";
import { formatTable } from "./format-table.ts";
import { readGradcheckSpec } from "./read-gradcheck-spec.ts";

/** Sets the exit code 1 when a gradient is off. */
export function checkSpecGradients(file: string, { json }: { readonly json: boolean }): void {
  const { model, batch, seed } = readGradcheckSpec(resolveFromCaller(file));
  const check = checkGradients(model, {
    ...(batch !== undefined && { rows: batch }),
    ...(seed !== undefined && { seed }),
  });
  process.stdout.write(`${json ? JSON.stringify(check, null, 2) : describeCheck(check)}\n`);
  if (!check.ok) process.exitCode = 1;
}

function describeCheck({ tensors, ok }: GradientCheck): string {
  const rows = tensors.map(({ name, shape, checked, maxAbsError, maxRelError, worstIndex, ok: fits }) => [
    name,
    shape.join(" x "),
    String(checked),
    maxAbsError.toExponential(1),
    maxRelError.toExponential(1),
    String(worstIndex),
    fits ? "ok" : "off",
  ]);
  const table = formatTable(["tensor", "shape", "gradients", "error", "relative", "worst at", ""], rows, "llrrrrl");
  const off = tensors.filter((tensor) => !tensor.ok).map((tensor) => tensor.name);
  return `${table}\n\n${ok ? "All gradients agree with central differences in float64." : `Off: ${off.join(", ")}.`}`;
}
