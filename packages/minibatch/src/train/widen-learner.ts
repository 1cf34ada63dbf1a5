import type { Slices } from "../data/slices.ts";
import { Learner } from "./learner.ts";

/** The learner itself when it takes batches of `rows`, else a copy with more room; the old one is then freed. */
export function* widenLearner(learner: Learner, rows: number): Slices<Learner> {
  if (!(rows > learner.capacity)) return learner;
  const wider = new Learner(learner.backend, learner.recipe, rows);
  for (const { tensor } of learner.saved) yield* wider.write(tensor, yield* learner.read(tensor));
  wider.optimizer.scalars.set(learner.optimizer.scalars);
  if (learner.plateau !== null) wider.plateau?.state.set(learner.plateau.state);
  wider.step = learner.step;
  learner.dispose();
  return wider;
}
