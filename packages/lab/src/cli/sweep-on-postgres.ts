/** `minibatch sweep` on a Postgres store: through the queue, alone or with other workers. */
import { UsageError } from "../errors.ts";
import type { ExperimentSpec } from "../experiment/spec.ts";
import type { SweepFlags } from "./sweep-command.ts";

export function sweepOnPostgres(spec: ExperimentSpec, _flags: SweepFlags): Promise<void> {
  throw new UsageError(`Cannot sweep ${spec.name} on Postgres yet; use a SQLite file`);
}
