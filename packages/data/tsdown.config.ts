import { defineConfig } from "tsdown";

/** Two doors and their declarations, for any engine of ES2023: the sets come without the reader of tables. */
export default defineConfig({
  entry: { index: "src/index.ts", sets: "src/sets-door.ts" },
  platform: "neutral",
  target: "es2023",
  fixedExtension: false,
  dts: { generator: "oxc" },
  sourcemap: true,
  deps: { onlyBundle: [] },
  inputOptions: { checks: { pluginTimings: false } },
  report: false,
});
