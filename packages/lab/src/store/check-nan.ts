import type { Lease, TrialOutcome } from "./store.ts";

/**
 * SQLite would keep NaN as "none", Postgres as the largest number. Throws RangeError: a figure that is none is null.
 */
export function checkNaN({ trialId }: Lease, { objective, test, seconds }: TrialOutcome): void {
  const figures = { objective, "test.loss": test?.loss, "test.accuracy": test?.accuracy, seconds };
  for (const [name, value] of Object.entries(figures)) {
    if (!Number.isNaN(value)) continue;
    throw new RangeError(
      `Cannot end trial ${trialId}: its ${name} is NaN, should be a number, or null where there is none`,
    );
  }
}
