import { Learner } from "./learner.ts";

/** The learner itself when it takes batches of `rows`, else a copy on a larger arena; the old one is then freed. */
export function widenLearner(learner: Learner, rows: number): Learner {
  if (!(rows > learner.network.capacity)) return learner;
  const wider = new Learner(learner.backend, learner.recipe, rows);
  wider.network.parameters.set(learner.network.parameters as Float64Array);
  for (const [i, slot] of learner.optimizer.slots.entries()) wider.optimizer.slots[i].set(slot as Float64Array);
  wider.optimizer.scalars.set(learner.optimizer.scalars);
  if (learner.plateau !== null) wider.plateau?.state.set(learner.plateau.state);
  wider.step = learner.step;
  learner.dispose();
  return wider;
}
