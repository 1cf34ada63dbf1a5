import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputError } from "../../errors.ts";
import { readGradcheckSpec } from "./read-gradcheck-spec.ts";

const folder = mkdtempSync(join(tmpdir(), "gradcheck-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | object) {
  const file = join(folder, "model.yaml");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readGradcheckSpec(file);
}

function refusal(content: string | object): string {
  try {
    read(content);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message.replace(folder, "FOLDER");
  }
  return "none";
}

const model = { inputs: 2, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" };

test("a model with its defaults filled in; what is left out is left to the library", () => {
  const spec = read({ model });
  expect(spec).toMatchObject({ model: { inputs: 2, layers: [{ name: "layer1", units: 1 }] } });
  expect([spec.batch, spec.seed]).toEqual([undefined, undefined]);
  expect(read("model: {inputs: 2, layers: [{kind: dense, units: 1}], loss: mean-squared-error}\nbatch: 3\n")).toEqual({
    ...{ model: spec.model, batch: 3, seed: undefined },
  });
});

test("rows from 1 to 100,000, seeds from 0 on", () => {
  for (const batch of [1, 100_000]) expect(read({ model, batch }).batch).toBe(batch);
  for (const seed of [0, Number.MAX_SAFE_INTEGER]) expect(read({ model, seed }).seed).toBe(seed);
  for (const batch of [0, 100_001, 1.5, "3", null]) {
    expect(refusal({ model, batch })).toBe(
      `Cannot read FOLDER/model.yaml: batch is ${JSON.stringify(batch)}; it should be a whole number from 1 to 100000`,
    );
  }
  for (const seed of [-1, 0.5, 2 ** 53]) expect(refusal({ model, seed })).toContain(`seed is ${seed}; it should be`);
});

test("what is no such object, what is not known and what is missing", () => {
  for (const content of ["", "3", "[1]", "null"]) {
    expect(refusal(content)).toBe(
      "Cannot read FOLDER/model.yaml: it is not an object; it should be {model, batch, seed}",
    );
  }
  expect(refusal({ model, rows: 3 })).toContain("its field rows is not known; the fields are model, batch, seed");
  expect(refusal({ batch: 3 })).toContain("it has no model; add model: {inputs, layers, loss}");
});

test("a mistake in the model is told with its line and column", () => {
  const wrong = "batch: 3\nmodel:\n  inputs: 2\n  layers:\n    - {kind: dense, units: 0}\n  loss: mean-squared-error\n";
  expect(refusal(wrong)).toMatch(/^Cannot read FOLDER\/model\.yaml: line 5, column \d+: model\.layers\[0\]/);
  expect(refusal("model: [")).toMatch(/^Cannot read FOLDER\/model\.yaml: line \d+, column \d+: /);
});
