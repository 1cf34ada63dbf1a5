import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { testSourceContract } from "../../test/source-contract.ts";
import { openStore } from "../store/open-store.ts";
import { openExperiment } from "./open-experiment.ts";
import { SweepSource } from "./run-sweep.ts";

describe("the store's order as a source", () => {
  testSourceContract((title, body) => {
    test(title, { timeout: 60_000 }, async (context) => {
      const folder = mkdtempSync(join(tmpdir(), "source-"));
      const store = await openStore(join(folder, "lab.sqlite"));
      try {
        await body({ store, failureEndsRun: false, create }, context);
      } finally {
        await store.close();
        rmSync(folder, { recursive: true });
      }

      async function create(name: string) {
        const spec = queueExperiment({ name });
        const experiment = await openExperiment(store, spec, { source: "file", sha256: {} });
        return {
          id: experiment.id,
          async open() {
            await store.reclaimTrials(experiment.id);
            return new SweepSource({ store, experiment, spec, environment: null });
          },
        };
      }
    });
  });
});
