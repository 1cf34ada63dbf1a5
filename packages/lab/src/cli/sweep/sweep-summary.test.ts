import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { fillSampleStore, sampleMetrics, sampleSpec } from "../../../test/sample-store.ts";
import { openStore } from "../../store/open-store.ts";
import { removePaint } from "../terminal/paint.ts";
import { describeSweep } from "./sweep-summary.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "summary-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the best configurations, a parameter per column, in lines that the terminal has room for", async () => {
  const store = await openStore(join(folder, "lab.sqlite"), { create: true });
  const { id } = await fillSampleStore(store, { configurations: 12, repeats: 2 });
  const summary = await store.summarizeExperiment(id);
  const spec = sampleSpec({ configurations: 12, repeats: 2 });
  const tell = async (width: number): Promise<string[]> =>
    removePaint((await describeSweep(store, summary, spec, width)).text).split("\n");
  const wide = await tell(Infinity);
  expect(wide[1]).toMatch(/^optimizers: 24 finished; .* of training\.$/);
  expect(wide[3]).toBe("The best configurations by their mean validation-accuracy after the last epoch:");
  expect(wide[4]).toBe("configuration  optimizer  learningRate    mean  95% interval      repeats");
  const figures = [0, 1].map((repeat) => sampleMetrics(6, repeat, 5).validationAccuracy![4]!);
  expect(wide[6]).toContain(
    `            6  adam           0.01429   ${((figures[0]! + figures[1]!) / 2).toPrecision(4)}`,
  );
  expect(wide.at(-3)).toBe("4 more configurations; all of them: minibatch runs compare optimizers");
  const narrow = await tell(59);
  expect(narrow[5]).toBe("configuration  optimizer  learningRate    mean  repeats");
  expect(Math.max(...narrow.slice(0, 15).map((line) => line.length))).toBeLessThanOrEqual(59);
  await store.close();
});

test("a store where nothing can be made is told with the option that names another", async () => {
  const file = join(folder, "small.json");
  writeFileSync(file, JSON.stringify({ ...sampleSpec(), parameters: {}, search: undefined }));
  const store = join(folder, "nowhere", "lab.sqlite");
  expect(await callMinibatch(["sweep", file, "--store", store])).toMatchObject({
    code: 1,
    stderr: `Cannot write the lock ${store}.optimizers.lock: the folder ${join(folder, "nowhere")} is not there; make it, or give --store a file in a directory that can be written\n`,
  });
});

test("a priority is refused where there is no queue", async () => {
  const file = join(folder, "small.json");
  writeFileSync(file, JSON.stringify({ ...sampleSpec(), parameters: {}, search: undefined }));
  const { code, stderr } = await callMinibatch(["sweep", file, "--priority", "0", "--store", join(folder, "a.sqlite")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Cannot sweep .*small\.json with a priority: the store is .*; leave --priority out\n$/);
});
