import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { queueExperiment } from "../../test/queue-experiment.ts";
import { UsageError } from "../errors.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore } from "../store/store.ts";
import { openExperiment } from "./open-experiment.ts";

let folder: string;
let store: LabStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "open-"));
  store = await openStore(join(folder, "lab.sqlite"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const data = (digit: string) => ({ source: "file", sha256: { small: digit.repeat(64) } }) as const;

test("the same goes on", async () => {
  const first = await openExperiment(store, queueExperiment(), data("0"));
  expect(await openExperiment(store, queueExperiment(), data("0"))).toEqual(first);
});

test("on other data it is refused: two data sets would be mixed", async () => {
  await openExperiment(store, queueExperiment(), data("0"));
  const again = openExperiment(store, queueExperiment(), data("1"));
  await expect(again).rejects.toThrow(UsageError);
  await expect(again).rejects.toThrow(
    /^Cannot go on with small: in .* it was trained on other data \(.* there, .* here; put it back as it was\); give it another name/,
  );
});

test("with another description it is refused, and the difference named", async () => {
  await openExperiment(store, queueExperiment(), data("0"));
  await expect(openExperiment(store, queueExperiment({ epochs: 7 }), data("0"))).rejects.toThrow(
    "it has another description (training.epochs: 6 there, 7 here)",
  );
});
