/** Runs the library's gradient check on a model from a file, and prints a row per tensor. */
import { checkGradients, type GradientCheck } from "minibatch";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { fitTable, tellLeft } from "../tables/fit-table.ts";
import { printResult } from "../terminal/print-result.ts";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { readGradcheckSpec } from "./read-gradcheck-spec.ts";

/** a tensor's name is cut to no fewer characters */
const LEAST_NAME = 24;

export interface GradcheckFlags {
  readonly json?: true;
}

/** Throws, after the table, when a gradient is off: the command ends with 1. */
export function run(file: string, { json }: GradcheckFlags): void {
  const { model, batch, seed } = readGradcheckSpec(resolveFromCaller(file));
  const check = checkGradients(model, {
    ...(batch !== undefined && { rows: batch }),
    ...(seed !== undefined && { seed }),
  });
  printResult(json, check, () => describeCheck(check, terminalWidth(process.stdout)));
  if (check.ok) return;
  const off = check.tensors.filter((tensor) => !tensor.ok).map((tensor) => tensor.name);
  throw new Error(
    `Cannot confirm the gradients of ${off.join(", ")}: central differences disagree; ` +
      "a unit on its kink (ReLU at 0) is honestly off, anything else is a bug of minibatch, please report it",
  );
}

/** What is off, and by how much, stays on every terminal. */
function describeCheck({ tensors }: GradientCheck, width: number): string {
  const cells = (format: (tensor: GradientCheck["tensors"][number]) => string): string[] => tensors.map(format);
  const { text, left } = fitTable(
    [
      { head: "tensor", align: "l", cells: cells(({ name }) => name), cutTo: LEAST_NAME },
      { head: "shape", align: "l", cells: cells(({ shape }) => shape.join(" x ")), whole: true, matters: 2 },
      { head: "gradients", align: "r", cells: cells(({ checked }) => String(checked)), matters: 3 },
      { head: "error", align: "r", cells: cells(({ maxAbsError }) => maxAbsError.toExponential(1)), matters: 4 },
      { head: "relative", align: "r", cells: cells(({ maxRelError }) => maxRelError.toExponential(1)) },
      { head: "worst at", align: "r", cells: cells(({ worstIndex }) => String(worstIndex)), matters: 1 },
      { head: "", align: "l", cells: cells(({ ok }) => (ok ? "ok" : "off")), whole: true },
    ],
    width,
  );
  return [text, ...tellLeft(left)].join("\n");
}
