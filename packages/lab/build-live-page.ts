/** Builds the live page into dist/live, for `minibatch serve`: the last part of every build of the lab. */
import { join } from "node:path";
import { build } from "vite";

export async function buildLivePage(): Promise<void> {
  await build({
    configFile: join(import.meta.dirname, "../../apps/live/vite.config.ts"),
    logLevel: "warn",
    build: { outDir: join(import.meta.dirname, "dist/live") },
  });
}
