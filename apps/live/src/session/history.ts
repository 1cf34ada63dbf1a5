/** What was measured of a session so far: as curves, and as the reports that the doctor goes by. */
import type { EpochReport, StepReport } from "minibatch";
import type { CurveName, Curves, Frame } from "../protocol/messages.ts";
import { ThinRows } from "./thin-rows.ts";

const MOST_POINTS = 2000;
/** The doctor looks at how a training began. */
const MOST_REPORTS = 1000;

const COLUMNS = {
  trainLoss: ({ train }) => train?.loss ?? Number.NaN,
  validationLoss: ({ validation }) => validation?.loss ?? Number.NaN,
  trainAccuracy: ({ train }) => train?.accuracy ?? Number.NaN,
  validationAccuracy: ({ validation }) => validation?.accuracy ?? Number.NaN,
  batchLoss: ({ batchLoss }) => batchLoss,
  rate: ({ learningRate }) => learningRate,
} satisfies Readonly<Record<CurveName, (report: EpochReport) => number>>;

const NAMES = Object.keys(COLUMNS) as CurveName[];

export class History {
  readonly #epochs = new ThinRows(1 + NAMES.length, MOST_POINTS);
  readonly #steps = new ThinRows(2, MOST_POINTS);
  readonly #reports: EpochReport[] = [];
  #last: EpochReport | null = null;

  addStep({ step, loss }: StepReport): void {
    this.#steps.push([step, loss]);
  }

  addEpoch(report: EpochReport): void {
    this.#last = report;
    this.#epochs.push([report.epoch, ...NAMES.map((name) => COLUMNS[name](report))]);
    if (this.#reports.length < MOST_REPORTS) this.#reports.push(report);
  }

  get last(): EpochReport | null {
    return this.#last;
  }

  /** of the first epochs, for the doctor */
  get reports(): readonly EpochReport[] {
    return [...this.#reports];
  }

  curves(): Curves {
    const [epochs, ...columns] = this.#epochs.columns();
    return {
      epochs: epochs!,
      columns: Object.fromEntries(NAMES.map((name, i) => [name, columns[i]!])) as Curves["columns"],
    };
  }

  steps(): Frame["steps"] {
    const [steps, losses] = this.#steps.columns();
    return { steps: steps!, losses: losses! };
  }
}
