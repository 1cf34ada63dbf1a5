import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** `npm run test:slow`: what takes too long for every change, such as fuzzing, many models, kills by the dozen. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ["{packages,apps}/*/{src,test}/**/*.slow.test.ts", "tools/**/*.slow.test.ts"],
      exclude: configDefaults.exclude,
      testTimeout: 300_000,
      hookTimeout: 300_000,
    },
  }),
);
