import { defineConfig } from "tsdown";
import { workerProgram } from "./bundle-worker.ts";

/**
 * One file and its declarations, for any engine of ES2023: no platform, no dependency. The packed kernels are a file of
 * their own: gzip makes their text a fifth longer when it is mixed with code. Not minified: an uncaught error prints
 * the line it comes from, and a user's bundler minifies better.
 */
export default defineConfig({
  entry: {
    index: "src/index.ts",
    core: "src/core.ts",
    describe: "src/describe/describe-kinds.ts",
    "hosts/node": "src/hosts/node.ts",
    // the child process of wideVectors
    "hosts/wide-probe": "src/hosts/wide/probe.ts",
    "hosts/web": "src/hosts/web.ts",
  },
  platform: "neutral",
  target: "es2023",
  fixedExtension: false,
  dts: { generator: "oxc" },
  sourcemap: true,
  // `Symbol.dispose` in a program whose `lib` is older
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
  outputOptions: {
    codeSplitting: {
      groups: [
        { name: "kernels", test: /\/wasm-bytes/, priority: 1 },
        // with all that it imports: fewer files are a quicker start
        { name: "trainer", test: /create-trainer\.ts$/ },
      ],
    },
  },
  deps: { onlyBundle: [], neverBundle: [/^node:/] },
  plugins: [workerProgram()],
  inputOptions: { checks: { pluginTimings: false } },
  report: false,
});
