/** Lists in place of data sets: the message shows the form that they are written in. */
import { createTrainer, DataError, type Dataset } from "minibatch";
import { describe, expect, test } from "vitest";

const xor = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const good: Dataset = {
  x: { kind: "dense", rows: 4, features: 2, values: Float32Array.from(xor.flat()), scale: 1 },
  y: { kind: "classes", values: Uint8Array.of(0, 1, 1, 0) },
};

async function refusalOf(data: unknown, options: object = {}): Promise<string> {
  using trainer = await createTrainer({
    model: { inputs: 2, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
    optimizer: "sgd",
  });
  const refused = trainer.fit(data as Dataset, { epochs: 1, ...options });
  await expect(refused).rejects.toBeInstanceOf(DataError);
  return refused.then(
    () => "",
    (error: Error) => error.message,
  );
}

const rowsForm = 'give { kind: "dense", rows, features, values: Float32Array.from(x.flat()), scale: 1 }';
const labelsForm = 'give { kind: "classes", values: Int32Array.from(y) }';
const numbersForm = 'numbers as { kind: "values", columns: 1, values: Float32Array.from(y.flat()) }';

describe("a list in place of", () => {
  test.each<[string, unknown, string]>([
    ["rows, nested", { ...good, x: xor }, rowsForm],
    ["rows, flat", { ...good, x: xor.flat() }, rowsForm],
    ["rows, typed", { ...good, x: Float32Array.from(xor.flat()) }, "rows, features, values: x, scale: 1 }"],
    ["rows, typed, which are no list", { ...good, x: Float32Array.from(xor.flat()) }, "its x is an array; give"],
    ["labels", { ...good, y: [0, 1, 1, 0] }, labelsForm],
    ["labels, also as numbers", { ...good, y: [0, 1, 1, 0] }, numbersForm],
    ["labels, typed", { ...good, y: Uint8Array.of(0, 1, 1, 0) }, labelsForm],
    ["names", { ...good, y: ["a", "b", "b", "a"] }, "Int32Array.from(y, (name) => names.indexOf(name))"],
    ["targets, nested", { ...good, y: [[0.5], [1], [1], [0]] }, numbersForm],
    ["both", [xor, [0, 1, 1, 0]], "it is a list; give { x, y }: rows and what each should give"],
    ["rows and targets apart", good.x, "it is rows alone; give { x, y }"],
  ])("%s", async (_, data, form) => {
    const message = await refusalOf(data);
    expect(message).toContain(form);
    expect(message).not.toMatch(/\n/);
  });

  test("numbers of rows, labels and validation rows", async () => {
    const x = { ...good.x, values: xor.flat() };
    expect(await refusalOf({ ...good, x })).toContain("x.values is of class Array; it must be a Float32Array");
    expect(await refusalOf({ ...good, x })).toContain("write Float32Array.from(x.values)");
    expect(await refusalOf({ ...good, x: { ...good.x, values: xor } })).toContain("Float32Array.from(x.values.flat())");
    const ofLabels = (values: unknown): Promise<string> => refusalOf({ ...good, y: { kind: "classes", values } });
    expect(await ofLabels([0, 1, 1, 0])).toContain("write Int32Array.from(y.values)");
    expect(await ofLabels(Float64Array.of(0, 1, 1, 0))).toContain("write Int32Array.from(y.values)");
    expect(await refusalOf(good, { validation: [xor, [0, 1, 1, 0]] })).toContain("it is a list; give { x, y }");
  });

  test("rows to predict", async () => {
    using trainer = await createTrainer({
      model: { inputs: 2, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
      optimizer: "sgd",
    });
    await expect(trainer.predict(xor as never)).rejects.toThrow(rowsForm);
    await expect(trainer.predict(Float32Array.of(0, 1) as never)).rejects.toThrow("values: x, scale: 1 }");
  });
});
