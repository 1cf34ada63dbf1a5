/**
 * Who may import whom, bottom row first: a room imports its own files and the rows below it. A room is a folder of a
 * package's `src/`; a file that lies in none of them, as a door does, is a room of its own. `room/*` is every folder in
 * a room that has no row of its own, each a room by itself.
 */
export interface PackageFloors {
  /** rows of rooms; rooms of one row do not import each other, except for types */
  readonly rows: readonly (readonly string[])[];
  /** may name modules of Node: all files, none, or these */
  readonly node: boolean | readonly string[];
  /** development dependencies that are bundled into what is published, as its tsdown.config.ts says */
  readonly bundled?: readonly string[];
  /** files whose text is made of others and all that these need, by path: they count as importing them */
  readonly filled?: Readonly<Record<string, readonly string[]>>;
}

/** What tries wide vectors, in Node and in a child process of it. */
const wideFiles = ["kept-verdict.ts", "machine-key.ts", "probe-in-child.ts", "probe.ts", "wide-vectors.ts"].map(
  (file) => `wide/${file}`,
);

export const floors: Readonly<Record<string, PackageFloors>> = {
  minibatch: {
    node: ["node-threads.ts", ...wideFiles].map((file) => `packages/minibatch/src/hosts/${file}`),
    filled: { "packages/minibatch/src/hosts/worker-program.ts": ["packages/minibatch/src/hosts/train-worker.ts"] },
    rows: [
      ["errors"],
      ["math"],
      ["random", "spec"],
      // formulas: the reference is made of them
      ["activations", "losses"],
      ["initializers", "schedules", "metrics", "data", "augmentations"],
      // tensors, operations, and who runs them
      ["plan"],
      // the specification
      ["reference"],
      ["wasm"],
      ["optimizers"],
      ["layers"],
      ["model"],
      ["checkpoint", "habits"],
      // what is wrong with a training, from what was measured of it
      ["diagnosis"],
      ["train"],
      // the tables' other kinds; the doors minibatch/core and minibatch
      ["every-kind", "core"],
      ["index"],
      // the doors minibatch/describe, minibatch/node and minibatch/web
      ["describe", "hosts"],
    ],
  },
  charts: { node: false, rows: [] },
  data: {
    node: false,
    rows: [
      ["errors"],
      // files as they are, rows in memory
      ["text", "numbers", "formats", "rows"],
      ["table", "json", "splits", "digits", "pictures", "parquet"],
      // what is drawn in place of typed sequences
      ["sequences"],
      // a definition each
      ["sets"],
      // rows of one's own: columns, what is asked of them, a file and a row for each format and each step
      ["frame"],
      ["targets"],
      ["readers", "preprocessing"],
      ["answers", "profile"],
      ["files"],
      // a program's few lines: data made ready, a model saved and opened
      ["models"],
      // the doors minibatch-data/sets and minibatch-data
      ["sets-door"],
      ["index"],
    ],
  },
  study: {
    node: false,
    // session: one training, as the live page and its links describe it; a door of its own
    rows: [["errors", "json"], ["statistics"], ["experiment"], ["sweep", "session"], ["index"]],
  },
  live: {
    node: false,
    rows: [
      // what the page and its worker say to each other
      ["protocol"],
      // the worker's side: it alone has the library, the rows and the network
      ["session"],
      // the page's side, from here on: what is there, and what can be done to it
      ["state"],
      ["format", "drawing"],
      // what changes, and what is seen
      ["forms", "panels"],
      ["page"],
      ["main", "style-sheets.d"],
    ],
  },
  lab: {
    node: true,
    bundled: ["kysely"],
    filled: {
      "packages/lab/src/page-kit/page-scripts.ts": [
        "packages/lab/src/page-kit/browser/page.ts",
        "packages/lab/src/page-kit/browser/theme.ts",
      ],
    },
    rows: [
      ["errors", "shell"],
      ["files"],
      // modules: code of one's own, by content
      ["data", "blas", "page-kit", "modules"],
      // the live page, to this machine alone
      ["serve"],
      // network: what one is, layer by layer
      ["training", "store", "models", "objective", "network"],
      ["experiment-files"],
      // how well a trained network does
      ["performance"],
      ["experiment-page"],
      ["runner", "progress"],
      ["queue"],
      ["reproduce"],
      // who called, from where, and what is typed next
      ["cli/interrupts", "cli/caller"],
      ["cli/terminal"],
      ["cli/options", "cli/tables", "cli/vectors"],
      ["cli/opening", "cli/progress"],
      ["cli/trials"],
      ["cli/sweeping"],
      ["cli/runs/choice", "cli/runs/documents"],
      // each command, and each command of a group, knows none of the others
      ["cli/runs/*", "cli/data/*"],
      ["cli/*"],
      // the program, and the door of experiment files
      ["define-experiment"],
      ["cli", "index"],
    ],
  },
};
