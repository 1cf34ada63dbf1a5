import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileData } from "minibatch-data";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NotHereError } from "../errors.ts";
import { completeExperiment } from "../experiment-files/complete-experiment.ts";
import { loadContents } from "../runner/experiment-contents.ts";
import { openExperiment } from "../runner/open-experiment.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore } from "../store/store.ts";
import { SetLibrary } from "./set-library.ts";
import { WorkExperiments } from "./work-experiments.ts";

let folder: string;
let store: LabStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "work-"));
  store = await openStore(join(folder, "lab.sqlite"));
  writeFileSync(join(folder, "own.csv"), ROWS);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const ROWS = `x,kind\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 2 === 0 ? "a" : "b"}`).join("\n")}\n`;
const library = new SetLibrary(() => Promise.reject(new Error("no set is asked for")));

/** An experiment on the file; `travels`: the store keeps the file, as it does up to 256 MB. */
async function begin(travels: boolean): Promise<number> {
  const data = { file: "own.csv", target: "kind" };
  const { spec, own } = await completeExperiment(
    { name: "own", data, model: { hidden: [2] }, optimizer: "adam" },
    folder,
  );
  const { record, files } = await loadContents(spec, own, (names) => library.load(names), null);
  const { id } = await openExperiment(store, spec, record, travels ? files : []);
  return id;
}

const workIn = (moduleFolder: string | null) =>
  new WorkExperiments(store, library, { moduleFolder, known: null }, () => {});

test("a file that travels needs no folder", async () => {
  const id = await begin(true);
  rmSync(join(folder, "own.csv"));
  const met = await workIn(null).open(id);
  expect((met!.spec.data as FileData).found.rows).toBe(20);
  expect(Object.keys(met!.sets)).toHaveLength(1);
});

test("one that does not travel is found in the folder that is named, the very file; else it is left to others", async () => {
  const id = await begin(false);
  expect(await workIn(folder).open(id)).not.toBeNull();
  writeFileSync(join(folder, "own.csv"), `${ROWS}20,a\n`);
  const left = workIn(folder).open(id);
  await expect(left).rejects.toThrow(NotHereError);
  await expect(left).rejects.toThrow(
    /^own is left to other workers: the store keeps no file of the size of own\.csv, /,
  );
  await expect(workIn(join(folder, "elsewhere")).open(id)).rejects.toThrow("name the folder in which it lies");
});
