import { defineConfig } from "tsdown";

/** One file and its declarations, for any engine of ES2023: no platform, no dependency. */
export default defineConfig({
  entry: { index: "src/index.ts", "hosts/node": "src/hosts/node.ts", "hosts/web": "src/hosts/web.ts" },
  platform: "neutral",
  target: "es2023",
  fixedExtension: false,
  dts: { generator: "oxc" },
  sourcemap: true,
  deps: { onlyBundle: [] },
  report: false,
});
