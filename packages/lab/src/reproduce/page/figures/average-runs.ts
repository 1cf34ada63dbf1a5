/** Several runs of one configuration as one curve: mean, least and greatest after every epoch. */

export interface AveragedRuns {
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** runs[run][epoch]; an epoch at which any run has no finite figure is null throughout. */
export function averageRuns(runs: readonly (readonly number[])[]): AveragedRuns {
  const epochs = Math.max(0, ...runs.map((run) => run.length));
  const columns = Array.from({ length: epochs }, (_, epoch) => runs.map((run) => run[epoch] ?? Number.NaN));
  const whole = columns.map((column) => (column.every((value) => Number.isFinite(value)) ? column : null));
  return {
    mean: whole.map((column) => column && column.reduce((sum, value) => sum + value, 0) / column.length),
    low: whole.map((column) => column && Math.min(...column)),
    high: whole.map((column) => column && Math.max(...column)),
  };
}
