import { type Changed, namesOf } from "./chain.ts";
import type { Preparation } from "./preparation.ts";

/**
 * What a row of numbers is, column after column: a lone array keeps its shape, anything else is a list with a name for
 * each number. `parts`: what the steps leave of each input.
 */
export function layOut(parts: readonly Changed[]): Pick<Preparation, "features" | "shape"> {
  const [first] = parts;
  if (parts.length === 1 && first?.column?.kind === "array" && first.features.length === 0) {
    return { features: null, shape: first.column.shape };
  }
  const features = parts.flatMap((part) => namesOf(part));
  return { features, shape: [features.length] };
}
