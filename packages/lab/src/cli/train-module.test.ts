/** `minibatch train` of an experiment that a module of one's own trains. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";

const folder = mkdtempSync(join(tmpdir(), "train-module-"));
const at = (name: string) => join(folder, name);
const STORE = ["--store", at("a.sqlite")];
const EXPERIMENT = {
  name: "bowl",
  training: { module: "./bowl.ts", epochs: 3 },
  objective: { metric: "score", goal: "min" },
};

beforeAll(() => {
  writeFileSync(
    at("bowl.ts"),
    `export async function* train({ parameters: { rate = 1 }, seed, epochs }) {
  for (let epoch = 1; epoch <= epochs; epoch++) yield { score: rate * seed * epoch, other: 0.5 };
}\n`,
  );
  writeFileSync(at("one.json"), JSON.stringify({ ...EXPERIMENT, seed: 2 }));
  writeFileSync(at("many.json"), JSON.stringify({ ...EXPERIMENT, name: "many", parameters: { rate: [1, 3] } }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("runs it and tells its figures", { timeout: 60_000 }, async () => {
  const trained = await callMinibatch(["train", at("one.json"), ...STORE]);
  expect(trained).toMatchObject({ code: 0, stdout: "" });
  expect(trained.stderr).toMatch(
    /\nbowl: 3 epochs in [^\n]*, seed 2\n\nfigure +last\n[- ]+\nother +0\.5000\nscore +6\.000\n/,
  );
  expect(trained.stderr).toContain("Its objective: score 6.000, of epoch 3.\n");
  expect(trained.stderr).toContain("No network is written: ./bowl.ts keeps what it trains to itself.\n");
  const { stdout } = await callMinibatch(["train", at("one.json"), ...STORE, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ run: "bowl/0", seed: 2, epochs: 3, figures: { score: 6 }, objective: 6 });
});

test("a network's file and many trials are refused with what to type", { timeout: 60_000 }, async () => {
  const out = await callMinibatch(["train", at("one.json"), ...STORE, "--out", at("a.minibatch")]);
  expect(out.code).toBe(2);
  expect(out.stderr).toMatch(
    /^Cannot write .*a\.minibatch: .*one\.json is trained by its own module \.\/bowl\.ts, which/,
  );
  const many = await callMinibatch(["train", at("many.json"), ...STORE]);
  expect(many.code).toBe(2);
  expect(many.stderr).toContain(
    `it has parameters (rate); leave that out, or train all of them: minibatch sweep ${at("many.json")} --store ${at("a.sqlite")}\n`,
  );
});

test("the best.json of its report says where its module is looked for", { timeout: 60_000 }, async () => {
  expect(await callMinibatch(["sweep", at("many.json"), ...STORE, "--workers", "1"])).toMatchObject({ code: 0 });
  expect(await callMinibatch(["report", "many", ...STORE, "--out", at("page")])).toMatchObject({ code: 0 });
  for (const command of ["train", "describe"]) {
    const store = command === "train" ? STORE : [];
    const lost = await callMinibatch([command, at("page/best.json"), ...store]);
    expect(lost.code).toBe(2);
    expect(lost.stderr).toContain(
      `Cannot use the module ./bowl.ts: ${at("page")} has no such file; the folder above has it, so add --experiments ${folder}\n`,
    );
    const found = await callMinibatch([command, at("page/best.json"), ...store, "--experiments", folder]);
    expect({ stderr: found.code === 0 ? "" : found.stderr }).toEqual({ stderr: "" });
  }
});
