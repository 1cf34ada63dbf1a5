import { defineConfig } from "vitest/config";

/** `npm run docs:test`: the site as it was built. */
export default defineConfig({
  test: {
    include: ["docs/site/*.slow.test.ts"],
    execArgv: ["--conditions=minibatch-source"],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    reporters: ["default", "./tools/summary-reporter.ts"],
  },
});
