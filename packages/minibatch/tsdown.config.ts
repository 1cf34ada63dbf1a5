import { defineConfig } from "tsdown";
import { workerProgram } from "./bundle-worker.ts";

const named = { function: false, class: true };

/**
 * One file and its declarations, for any engine of ES2023: no platform, no dependency. The packed kernels are a file of their
 * own, for gzip codes their text a fifth longer among code. Minified, but for the names of classes.
 */
export default defineConfig({
  entry: { index: "src/index.ts", "hosts/node": "src/hosts/node.ts", "hosts/web": "src/hosts/web.ts" },
  platform: "neutral",
  target: "es2023",
  fixedExtension: false,
  dts: { generator: "oxc" },
  sourcemap: true,
  minify: { compress: { keepNames: named }, mangle: { keepNames: named }, codegen: true },
  outputOptions: { codeSplitting: { groups: [{ name: "kernels", test: /wasm-bytes/ }] } },
  deps: { onlyBundle: [], neverBundle: [/^node:/] },
  plugins: [workerProgram()],
  inputOptions: { checks: { pluginTimings: false } },
  report: false,
});
