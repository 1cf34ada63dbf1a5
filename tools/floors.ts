/**
 * Who may import whom, bottom row first: a room imports its own files and the rows below it. A room is a folder of a
 * package's `src/`, or a file named in full where an interface lies deeper than the room that implements it. `room/*`
 * is every folder in a room that has no row of its own, each a room by itself.
 */
export interface PackageFloors {
  /** rows of rooms; rooms of one row do not import each other, except for types */
  readonly rows: readonly (readonly string[])[];
  /** may name modules of Node: all files, none, or these */
  readonly node: boolean | readonly string[];
  /** development dependencies that are bundled into what is published, as its tsdown.config.ts says */
  readonly bundled?: readonly string[];
  /** "none": files may not import each other in a circle even for types; else only circles of values are refused */
  readonly circles?: "none";
  /** files that the build fills with another one and all that it needs, by path: they count as importing it */
  readonly filled?: Readonly<Record<string, string>>;
}

export const floors: Readonly<Record<string, PackageFloors>> = {
  minibatch: {
    node: ["packages/minibatch/src/hosts/node.ts"],
    circles: "none",
    filled: { "packages/minibatch/src/hosts/worker-program.ts": "packages/minibatch/src/hosts/train-worker.ts" },
    rows: [
      ["errors"],
      ["math"],
      ["random", "spec"],
      // formulas: the reference is made of them
      ["activations", "losses"],
      ["initializers", "schedules", "metrics", "data"],
      // tensors, operations, and who runs them
      ["plan"],
      // the specification
      ["reference"],
      ["wasm"],
      ["optimizers"],
      ["layers"],
      ["model"],
      ["checkpoint"],
      ["train"],
      ["index"],
      // the doors minibatch/describe, minibatch/node and minibatch/web
      ["describe", "hosts"],
    ],
  },
  charts: { node: false, circles: "none", rows: [] },
  data: { node: false, circles: "none", rows: [["errors"], ["text", "numbers"], ["table", "json"], ["index"]] },
  study: {
    node: false,
    circles: "none",
    rows: [["errors", "json"], ["statistics"], ["experiment"], ["sweep"], ["index"]],
  },
  lab: {
    node: true,
    bundled: ["kysely"],
    rows: [
      ["errors", "shell", "reproduce/results"],
      ["files"],
      ["data", "blas"],
      ["training", "report", "experiment-files", "store", "models"],
      ["runner", "progress"],
      ["queue"],
      ["reproduce"],
      // who called, from where, and what is typed next
      ["cli/interrupts", "cli/caller"],
      ["cli/terminal"],
      ["cli/options", "cli/tables"],
      ["cli/opening", "cli/progress"],
      ["cli/trials"],
      ["cli/sqlite-sweep"],
      ["cli/runs/choice", "cli/runs/documents"],
      // each command, and each command of a group, knows none of the others
      ["cli/runs/*", "cli/data/*"],
      ["cli/*"],
      // the program, and the door of experiment files
      ["cli", "index"],
    ],
  },
};
