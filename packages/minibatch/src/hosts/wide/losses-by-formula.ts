/** Every formula of a loss, of rows that count alike and of rows with weights. */
import { type ElementLossName, elementFormulas, type RowLossName, rowFormulas } from "../../losses/formulas.ts";
import type { LossOperands, Operation } from "../../plan/operation.ts";
import type { Tensor } from "../../plan/tensor.ts";

export function lossesByFormula(
  operands: Omit<LossOperands, "targets">,
  { labels, targets, weights }: { readonly labels: Tensor; readonly targets: Tensor; readonly weights: Tensor },
  O: number,
): readonly Operation[] {
  const factors = Array.from({ length: O }, (_, o) => 0.5 + (o % 3));
  const given = { ...operands, numbers: [0.3, 0.6] } as const;
  return [
    ...(Object.keys(elementFormulas) as ElementLossName[]).flatMap((formula): Operation[] => [
      { kind: "element-loss", formula, ...given, targets, factors, weights },
      { kind: "element-loss", formula, ...given, targets, factors: [], weights: null },
    ]),
    ...(Object.keys(rowFormulas) as RowLossName[]).flatMap((formula): Operation[] => [
      { kind: "row-loss", formula, ...given, targets: labels, factors, weights },
      { kind: "row-loss", formula, ...given, targets, factors: [], weights: null },
    ]),
  ];
}
