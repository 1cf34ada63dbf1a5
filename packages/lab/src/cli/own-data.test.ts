/** Rows that a module of one's own gives, through the command. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";
import { testWith } from "../../test/requirements.ts";
import { withDatabase } from "../../test/with-database.ts";

const MODULE = `
import { wave } from "./wave.ts";
export default {
  load({ rows }: { rows: number }) {
    const make = (from: number, count: number) => {
      const a = Array.from({ length: count }, (_, i) => wave(from + i));
      return { a, kind: a.map((x) => (x > 0 ? "high" : "low")) };
    };
    return { train: make(0, rows), validation: make(rows, 40), test: make(rows + 40, 40) };
  },
};
`;
const WAVE = "export const wave = (i: number): number => ((i * 7919) % 1000) / 500 - 0.999;\n";
const EXPERIMENT = {
  name: "waves",
  data: { module: "./data.ts", options: { rows: 200 }, target: "kind" },
  model: { hidden: [4] },
  optimizer: { kind: "adam", learningRate: 0.05 },
  training: { epochs: 5, batchSize: 20 },
};

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "own-data-"));
  writeFileSync(at("data.ts"), MODULE);
  writeFileSync(at("wave.ts"), WAVE);
  writeFileSync(at("waves.json"), JSON.stringify(EXPERIMENT));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sweep = (store: string, file = "waves.json", ...more: string[]) =>
  callMinibatch(["sweep", at(file), "--store", store, "--workers", "1", ...more]);

test("are trained on, prepared, told by their classes, and known by what they hold", { timeout: 60_000 }, async () => {
  const done = await sweep(at("a.sqlite"));
  expect(done).toMatchObject({ code: 0 });
  expect(done.stderr).toContain("200 for training, 40 for validation, 40 for test");
  expect(done.stderr).toContain("kind: 2 classes: high, low; the output is the probability of low");
  await callMinibatch(["report", "waves", "--store", at("a.sqlite"), "--out", at("page")]);
  const { data } = JSON.parse(readFileSync(at("page/results.json"), "utf8")) as { data: object };
  expect(Object.keys(data)).toEqual(["./data.ts.npz"]);
  // the complete experiment is one too, and goes on with the same
  const again = await sweep(at("a.sqlite"), "page/experiment.json", "--experiments", folder);
  expect(again).toMatchObject({ code: 0 });
  // beside the page lies no module: its rows are in the store
  const best = ["train", at("page/best.json"), "--out", at("best.minibatch"), "--store"];
  expect(await callMinibatch([...best, at("a.sqlite")])).toMatchObject({ code: 0 });
  const without = await callMinibatch([...best, at("empty.sqlite")]);
  expect(without).toMatchObject({ code: 2 });
  expect(without.stderr).toContain("Cannot use the module ./data.ts");
  writeFileSync(at("wave.ts"), `${WAVE}// a remark\n`);
  const changed = await sweep(at("a.sqlite"));
  expect(changed.code).toBe(2);
  expect(changed.stderr).toMatch(/data\.from\.sha256\.\.\/wave\.ts: "[0-9a-f]+\.\.\. there, "[0-9a-f]+\.\.\. here/);
});

test("a module that gives no rows is told before anything is stored", { timeout: 60_000 }, async () => {
  writeFileSync(at("data.ts"), "export const load = () => ({ train: { a: [1] } });");
  const refused = await sweep(at("a.sqlite"));
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("kind");
});

testWith(
  "postgres",
  "travel to workers that have no module: nothing of it is run there",
  (server) =>
    withDatabase(server, async (url) => {
      expect(await sweep(url, "waves.json", "--detach")).toMatchObject({ code: 0 });
      rmSync(at("data.ts"));
      expect(await callMinibatch(["worker", "--store", url, "--drain", "--workers", "1"])).toMatchObject({ code: 0 });
      const { stdout } = await callMinibatch(["runs", "list", "waves", "--store", url]);
      expect(stdout).toContain("finished");
    }),
  60_000,
);
