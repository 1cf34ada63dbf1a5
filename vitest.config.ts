import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { bundlePrograms } from "./packages/lab/test/bundle-programs.ts";

/** Development resolves `minibatch` to its sources: no build is needed to see a change. */
const conditions = ["minibatch-source"];

export default defineConfig({
  plugins: [bundlePrograms()],
  ssr: { resolve: { conditions: [...conditions, "module", "node", "development|production"] } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/test/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "apps/*/test/**/*.test.ts",
      "examples/**/*.test.ts",
      "bench/*.test.ts",
      "tools/**/*.test.ts",
      "docs/*.test.ts",
      "docs/results/*.test.ts",
    ],
    // `npm run test:slow`
    exclude: [...configDefaults.exclude, "**/*.slow.test.ts"],
    pool: "forks",
    // many files wait for processes, databases and browsers: the default leaves a core to nobody
    maxWorkers: Math.max(2, availableParallelism()),
    execArgv: conditions.map((condition) => `--conditions=${condition}`),
    // what is told to be typed is told as from a shell, also where the tests run below npx
    // commands of tests do not probe the machine, nor write into its cache folder
    env: { npm_command: "test", npm_lifecycle_event: "test", MINIBATCH_WIDE: process.env.MINIBATCH_WIDE ?? "off" },
    // for what hangs: a busy machine may be many times slower than a quiet one
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "./tools/summary-reporter.ts"],
  },
});
