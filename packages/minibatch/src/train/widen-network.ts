import type { Slices } from "../data/slices.ts";
import { type Learner, openLearner } from "./network.ts";

/** The learner itself when it takes batches of `rows`, else a copy with more room; the old one is then freed. */
export function* widenLearner(learner: Learner, rows: number): Slices<Learner> {
  if (!(rows > learner.capacity)) return learner;
  const wider = yield* openLearner(learner.backend, learner.recipe, rows, (fresh) => copyLearner(learner, fresh));
  learner.dispose();
  return wider;
}

function* copyLearner(from: Learner, to: Learner): Slices<void> {
  const { saved } = to;
  for (const [i, { tensor }] of from.saved.entries()) yield* to.write(saved[i].tensor, yield* from.read(tensor));
  to.optimizer.scalars.set(from.optimizer.scalars);
  if (from.plateau !== null) to.plateau?.state.set(from.plateau.state);
  to.step = from.step;
  // while it waited the trainer may have been disposed of
  from.checkLive();
}
