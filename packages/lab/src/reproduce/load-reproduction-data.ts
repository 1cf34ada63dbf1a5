/** MNIST and the sequences as the report's trainings take them. */
import type { DataOptions } from "../data/data-options.ts";
import { loadDigits, loadTypedSequences } from "../training/load-training-sets.ts";
import type { LabData } from "../training/training-data.ts";
import type { DataRecord } from "./results.ts";

export interface ReproductionData {
  readonly lab: LabData;
  readonly records: { readonly mnist: DataRecord; readonly sequences: DataRecord };
}

/** Throws what the loaders throw. */
export async function loadReproductionData(options: DataOptions): Promise<ReproductionData> {
  const mnist = await loadDigits(options);
  const typed = await loadTypedSequences(options);
  return {
    lab: { mnist: mnist.digits, sequences: typed.sequences },
    records: { mnist: mnist.record, sequences: typed.record },
  };
}
