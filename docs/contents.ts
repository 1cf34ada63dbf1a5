/** What stands in the site's sidebar, in order; every page of `docs/pages` is in it once (a test says so). */
export interface Section {
  readonly label: string;
  /** pages by their path below `docs/pages`, without `.md` */
  readonly pages: readonly string[];
}

export const CONTENTS: readonly Section[] = [
  {
    label: "Start",
    pages: [
      "index",
      "start/the-report",
      "start/your-data",
      "start/train-in-node",
      "start/train-in-a-page",
      "start/first-sweep",
      "start/examples",
    ],
  },
  {
    label: "The library",
    pages: [
      "library/models",
      "library/layers",
      "library/optimizers",
      "library/schedules",
      "library/data-sets",
      "library/training",
      "library/habits",
      "library/numerics",
      "library/threads",
      "library/checkpoints",
      "library/doctor",
      "library/gradient-check",
      "library/metrics",
    ],
  },
  {
    label: "The experiment lab",
    pages: [
      "lab/experiments",
      "lab/data-files",
      "lab/searches",
      "lab/pruning",
      "lab/kept-network",
      "lab/statistics",
      "lab/stores",
      "lab/workers",
      "lab/modules",
      "lab/claims",
      "lab/tables",
      "lab/commands",
    ],
  },
  {
    label: "Coming from",
    pages: [
      "coming-from/keras",
      "coming-from/pytorch",
      "coming-from/tensorflow-js",
      "coming-from/scikit-learn",
      "coming-from/optuna",
    ],
  },
  { label: "Proof", pages: ["proof/measured", "proof/speed"] },
];
