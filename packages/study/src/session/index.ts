/** A session: one training as the live page describes it. */
export { adaptSession } from "./adapt-session.ts";
export {
  aroundModel,
  defineSession,
  describeSession,
  type SessionFields,
} from "./define-session.ts";
export { type SessionSize, sizeOfSession } from "./session-size.ts";
export type { SessionSpec, SessionTraining } from "./session-spec.ts";
export { fitOptionsOf, hashWeights, trainerOptionsOf } from "./train-session.ts";
