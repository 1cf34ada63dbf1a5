/** A trial's network as the store keeps it, evaluated anew: what every figure told of the trial must equal. */
import { buildNetworkTask, type NetworkExperimentSpec, type ObjectiveSpec, type TrainTask } from "study";
import { modelOfTrial } from "../src/models/model-file.ts";
import type { LabStore, TrialRecord } from "../src/store/store.ts";
import { openTrainingData, type TrainingSets } from "../src/training/training-data.ts";

type Metric = ObjectiveSpec["metric"];

/** The metric of the weights, little-endian, on the rows that the task trained or validated on. */
export async function evaluateWeights(
  task: TrainTask,
  weights: Uint8Array,
  metric: Metric,
  data: TrainingSets,
): Promise<number> {
  const { trainer } = await modelOfTrial(task, weights, "strict", { synthetic: false, keptEpoch: null });
  using kept = trainer;
  const { train, validation } = openTrainingData(task.data, data);
  const { loss, accuracy } = await kept.evaluate(metric.startsWith("train") ? train : validation!);
  return metric.endsWith("loss") ? loss : accuracy!;
}

/** Of a trial in the store; null where it has no weights. */
export async function evaluateKept(
  store: LabStore,
  spec: NetworkExperimentSpec,
  { parameters, seed, weightsSha256 }: TrialRecord,
  data: TrainingSets,
): Promise<number | null> {
  if (weightsSha256 === null) return null;
  const task = buildNetworkTask(spec, parameters, seed, "kept");
  return evaluateWeights(task, (await store.readBlob(weightsSha256))!, spec.objective.metric, data);
}
