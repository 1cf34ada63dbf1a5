/** The networks behind the figures, as checkpoints that the library opens. */
import { join } from "node:path";
import type { TrainResult } from "study";
import { makeDirectory } from "../files/make-directory.ts";
import { writeWhole } from "../files/write-whole.ts";
import type { Budget } from "./budget.ts";
import { bestTask } from "./problems/problem-2.ts";
import { figure2Task } from "./problems/sequence-task.ts";
import { readFinished, type TaskResults } from "./task-results.ts";

/**
 * The first seed's best network and Figure 2's, into `models/`. The first, not the best one: choosing would look at the
 * test split.
 */
export function writeModels(budget: Budget, seed: number, results: TaskResults, directory: string): void {
  const folder = join(directory, "models");
  makeDirectory(folder);
  const models = { "best-digits": bestTask(budget, seed), "figure-2-sequences": figure2Task(budget, "random", seed) };
  for (const [name, task] of Object.entries(models)) {
    writeWhole(join(folder, `${name}.minibatch`), decodeWeights(readFinished(results, task.id)));
  }
}

function decodeWeights({ id, weights }: TrainResult): Uint8Array {
  if (weights === null)
    throw new Error(`Cannot write the network of ${id}: its weights were not kept; its task needs keepWeights`);
  return Buffer.from(weights, "base64");
}
