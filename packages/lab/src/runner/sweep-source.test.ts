import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { testSourceContract } from "../../test/source-contract.ts";
import { openStore } from "../store/open-store.ts";
import { advanceExperiment } from "./advance-experiment.ts";
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

test("a thread that found nothing takes what another one's end has made ready meanwhile", async () => {
  const folder = mkdtempSync(join(tmpdir(), "source-"));
  const store = await openStore(join(folder, "lab.sqlite"));
  try {
    const spec = queueExperiment();
    const experiment = await openExperiment(store, spec, { source: "file", sha256: {} });
    let asked = 0;
    const late = {
      ...store,
      place: store.place,
      async takeNextTrial(...args: Parameters<typeof store.takeNextTrial>) {
        // nothing is ready when it first asks; then another decides, so that its own decision is empty
        if (asked++ > 0) return store.takeNextTrial(...args);
        await store.transaction((inside) => advanceExperiment(inside, experiment, spec));
        return null;
      },
    };
    const source = new SweepSource({ store: late, experiment, spec, environment: null });
    expect(await source.next(0)).not.toBeNull();
    await source.close();
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
