import { ExperimentError } from "./experiment-error.ts";
import type { OpenStart } from "./schema/start-schema.ts";
import type { StartSpec } from "./spec.ts";

/** Throws ExperimentError where nobody has read the file. */
export function completeStart({ sha256, ...start }: OpenStart): StartSpec {
  if (sha256 !== undefined) return { ...start, sha256 };
  throw new ExperimentError(["start", "model"], "is not read yet: give the experiment to minibatch, which reads it");
}
