import { existsSync } from "node:fs";
import { defineConfig } from "tsdown";

const entries = { main: "src/cli/main.ts", worker: "src/run/worker.ts", index: "src/index.ts" };

/** The command, the file its worker threads run, and the door for programs. `charts` is private, so it is bundled in. */
export default defineConfig({
  entry: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  platform: "node",
  target: "node24",
  fixedExtension: false,
  dts: false,
  sourcemap: true,
  deps: { alwaysBundle: ["charts"], onlyBundle: ["charts"] },
  report: false,
});
