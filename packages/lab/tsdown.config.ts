import { defineConfig } from "tsdown";

/** The command, and the file its worker threads run. `charts` is private, so it is bundled in. */
export default defineConfig({
  entry: { main: "src/cli/main.ts", worker: "src/reproduce/worker.ts" },
  platform: "node",
  target: "node24",
  fixedExtension: false,
  dts: false,
  sourcemap: true,
  deps: { alwaysBundle: ["charts"], onlyBundle: ["charts"] },
  report: false,
});
