/** The form in which the input's rows reach the operations. */
import { type Operation, operandsOf } from "../../plan/operation.ts";
import { areSame, sizeOf, type Tensor } from "../../plan/tensor.ts";
import type { ResidentRows } from "./resident-rows.ts";

export type InputForm =
  /** in the input itself */
  | { readonly kind: "dense" }
  /** in the input tensor, as bytes or float32 that become entries on the way, times `scale`; forward only */
  | { readonly kind: "raw"; readonly isBytes: boolean; readonly scale: number }
  /** batch row r of a step is row `order[r]` of the resident rows for a product of `units` */
  | { readonly kind: "resident"; readonly rows: ResidentRows; readonly units: number }
  /** the entries of the batch alone, one step at a time */
  | { readonly kind: "sparse" };

/** What operations do with the input. */
export interface InputUse {
  /**
   * how many units the products have, where they alone read the input, so that its entries suffice; null: it must be
   * dense
   */
  readonly units: number | null;
  readonly hasGradient: boolean;
}

export function inputUseOf(operations: readonly Operation[], input: Tensor): InputUse {
  const has = (tensors: readonly Tensor[]): boolean => tensors.some((tensor) => areSame(tensor, input));
  let units: number | null = null;
  let hasGradient = false;
  const dense = { units: null, hasGradient };
  for (const operation of operations) {
    if (!has(operandsOf(operation))) continue;
    if (operation.kind !== "dense" && operation.kind !== "dense-gradient") return dense;
    const { y, others } =
      operation.kind === "dense"
        ? { y: operation.y, others: [operation.w, operation.b, operation.y] }
        : { y: operation.dy, others: [operation.dy, operation.dw] };
    const O = sizeOf(y);
    // entries are prepared for one width of weights
    if (has(others) || (units !== null && units !== O)) return dense;
    units = O;
    hasGradient ||= operation.kind === "dense-gradient";
  }
  return { units, hasGradient };
}
