import { createTrainer } from "minibatch";
import { expect, test } from "vitest";
import { tableOf } from "../../test/frames.ts";
import type { Frame } from "../frame/frame.ts";
import { openModel } from "../models/open-model.ts";
import { prepareData } from "../models/prepare-data.ts";
import { saveModel } from "../models/save-model.ts";
import { readFrame } from "../readers/read-frame.ts";
import { inputTypes, targetTypes } from "./trained-types.ts";

const LEVELS = ["007", "A12", "015", "7", "1.0", "1e3", "1000", "1"];
const training = ["code,size,price", ...LEVELS.map((code, i) => `${code},${i % 3},${10 * i}`)].join("\n");

async function read(text: string, types = {}, name = "a.csv"): Promise<Frame> {
  return readFrame([{ name, bytes: new TextEncoder().encode(text) }], { name, types });
}

test("a raw row alone is answered as the same row among those that were trained on", async () => {
  const data = prepareData(await read(training), { target: "price", split: { validation: 0, test: 0 } });
  using trainer = await createTrainer({ model: data.model({ hidden: [] }), optimizer: "sgd" });
  using model = await openModel(saveModel(trainer, data.preparation));
  const types = inputTypes(model.preparation);
  expect(types).toEqual({ code: "category", size: "number" });
  const all = await model.predict(await read(training));
  const values = new Set(all.map((one) => JSON.stringify(one)));
  expect(values.size).toBe(LEVELS.length);
  for (const [i, code] of LEVELS.entries()) {
    const answer = [all[i]];
    expect(await model.predict(await read(`code,size\n${code},0${i % 3}\n`, types))).toEqual(answer);
    expect(await model.predict([{ code, size: i % 3 }])).toEqual(answer);
    const json = JSON.stringify([{ code, size: i % 3 }]);
    expect(await model.predict(await read(json, types, "a.json"))).toEqual(answer);
  }
  // numbers are what JavaScript writes
  const numbers = [7, 1, 1000].map((code) => ({ code, size: 0 }));
  const texts = numbers.map(({ code, size }) => ({ code: String(code), size }));
  expect(await model.predict(numbers)).toEqual(await model.predict(texts));
});

test.each([
  [["01", "02"], { y: "category" }],
  [["1", "1.0"], { y: "category" }],
  [["a", "1"], { y: "category" }],
  [["1", "2", "-0.5"], {}],
  [[], {}],
])("of the classes %j the target's types are %j", (classes, types) => {
  expect(targetTypes({ target: { task: "classes", columns: ["y"], classes } })).toEqual(types);
});

test("classes that begin with 0 are told as they are written", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i},0${1 + (i % 3)}`);
  const frame = await read(["x,y", ...rows].join("\n"));
  expect(prepareData(frame, { target: "y" }).preparation.target.classes).toEqual(["01", "02", "03"]);
  const numbers = tableOf({ x: rows.map((_, i) => i), y: rows.map((_, i) => 1 + (i % 3)) });
  expect(prepareData(numbers, { target: "y" }).preparation.target.classes).toEqual(["1", "2", "3"]);
});
