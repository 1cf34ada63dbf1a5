/** A class that no training row has is told wherever the split is, and nothing is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";

const folder = mkdtempSync(join(tmpdir(), "untaught-"));
const at = (name: string) => join(folder, name);
const SENTENCE = "class rush has no training row, only 2 in test: a network cannot learn it";
const STORE = ["--store", at("a.sqlite")];

beforeAll(() => {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const kind = i < 2 ? "rush" : i % 2 === 0 ? "fern" : "moss";
    return [i, (i * 7) % 11, kind, i < 10 ? "test" : i < 20 ? "validation" : "train"].join();
  });
  writeFileSync(at("plants.csv"), `a,b,kind,part\n${rows.join("\n")}\n`);
  const experiment = {
    name: "plants",
    data: { file: "plants.csv", target: "kind", split: { column: "part" } },
    model: { hidden: [4] },
    optimizer: "adam",
    training: { epochs: 2, batchSize: 8, evaluateTest: true },
  };
  writeFileSync(at("plants.json"), JSON.stringify(experiment));
  const drawn = { ...experiment, name: "drawn", data: { ...experiment.data, split: { stratify: false, seed: 1 } } };
  writeFileSync(at("drawn.json"), JSON.stringify(drawn));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function call(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await callMinibatch(args);
  expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout + stderr;
}

test("by data info, describe, train and the page", { timeout: 60_000 }, async () => {
  expect(await call("data", "info", "--experiment", at("plants.json"))).toContain(SENTENCE);
  expect(await call("describe", at("plants.json"))).toContain(`  ${SENTENCE}\n`);
  const trained = await call("train", at("plants.json"), "--out", at("plants.minibatch"), ...STORE);
  // said of a column, not drawn by a seed
  expect(trained).toContain(`  ${SENTENCE}\n`);
  await call("report", "plants", ...STORE, "--out", at("page"));
  expect(readFileSync(at("page/index.html"), "utf8")).toContain(`In this split ${SENTENCE}.`);
});

test("by new, which draws the rows by the seed", { timeout: 60_000 }, async () => {
  // one row alone cannot be in every split
  writeFileSync(
    at("one.csv"),
    `a,kind\n1,rush\n${Array.from({ length: 40 }, (_, i) => `${i % 9},k${i % 2}\n`).join("")}`,
  );
  const texts: string[] = [];
  for (let seed = 0; seed < 12; seed++) {
    const split = { stratify: false };
    const data = { file: "one.csv", target: "kind", split };
    const experiment = { name: "one", seed, data, model: { hidden: [] }, optimizer: "adam" };
    writeFileSync(at("one.json"), JSON.stringify(experiment));
    texts.push(await call("describe", at("one.json")));
  }
  const told = texts.filter((text) => text.includes("class rush has no training row, only 1 in "));
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThan(texts.length);
});
