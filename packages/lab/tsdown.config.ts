import { defineConfig } from "tsdown";
import { buildLivePage } from "./build-live-page.ts";
import { writePageScripts } from "./bundle-page-scripts.ts";

const BUNDLED = ["charts", "study", "kysely"];

/**
 * The command, the files its threads and processes run, and the doors minibatch-lab and minibatch-lab/blas. `charts`
 * and `study` are private, so they are bundled in; so is kysely, whose many files were half of what `minibatch runs
 * list` takes to start (THIRD-PARTY-NOTICES.md). The pages' browser code is bundled first, for it is a text of the
 * sources; the live page last, into a folder of what is built.
 */
export default defineConfig({
  entry: {
    main: "src/cli/main.ts",
    worker: "src/training/worker.ts",
    "reproduction-worker": "src/reproduce/worker.ts",
    "hdf5-thread": "src/data/hdf5-thread.ts",
    "bench-process": "src/cli/bench/bench-process.ts",
    "module-thread": "src/experiment-files/modules/module-thread.ts",
    "own-module-thread": "src/experiment-files/modules/own-module-thread.ts",
    index: "src/index.ts",
    blas: "src/blas/load-blas.ts",
  },
  platform: "node",
  target: "node24",
  fixedExtension: false,
  dts: { generator: "oxc", entry: ["src/index.ts", "src/blas/load-blas.ts"] },
  sourcemap: true,
  deps: { alwaysBundle: BUNDLED, onlyBundle: BUNDLED },
  hooks: { "build:prepare": writePageScripts, "build:done": buildLivePage },
  report: false,
});
