/** A session's spec is complete, frozen and its own fixed point; what cannot be is said with its place. */
import fc from "fast-check";
import { SpecError } from "minibatch";
import { setNames } from "minibatch-data/sets";
import { describe, expect, test } from "vitest";
import { adaptSession, defineSession, describeSession, type SessionSpec, sizeOfSession } from "./index.ts";

const spirals = {
  data: { set: "spirals", rows: 200 },
  model: { hidden: [{ kind: "dense", units: 8, activation: "tanh" }] },
  optimizer: { kind: "adam", learningRate: 0.01 },
};

const isFrozen = (value: unknown): boolean =>
  typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));

test("every default is filled in, every seed drawn; the result is frozen and may be given back in", () => {
  const spec = defineSession(spirals);
  expect(spec).toMatchObject({
    data: { set: "spirals", rows: 200, classes: 3, dataSeed: 1 },
    model: { inputs: 2, loss: "softmax-cross-entropy" },
    training: { epochs: 100, batchSize: 32, shuffle: true },
    seed: 1,
    numerics: "strict",
  });
  expect(spec.model.layers.map((layer) => "units" in layer && layer.units)).toEqual([8, 3]);
  expect(isFrozen(spec)).toBe(true);
  expect(defineSession(spec)).toEqual(spec);
  expect(defineSession(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

test("pictures lie flat for dense layers, and as they are for others", () => {
  const digits = (hidden: readonly object[]) =>
    defineSession({ ...spirals, data: { set: "digits-synthetic", trainRows: 100 }, model: { hidden } }).model.inputs;
  expect(digits([{ kind: "dense", units: 8 }])).toBe(784);
  expect(
    digits([
      { kind: "dropout", rate: 0.1 },
      { kind: "dense", units: 8 },
    ]),
  ).toBe(784);
  const window = [{ kind: "conv2d", filters: 4, kernel: 3 }, { kind: "flatten" }];
  expect(digits(window)).toEqual([28, 28, 1]);
});

describe("what cannot be names its place", () => {
  const refusal = (change: object): SpecError => {
    try {
      defineSession({ ...spirals, ...change });
    } catch (error) {
      expect(error).toBeInstanceOf(SpecError);
      return error as SpecError;
    }
    throw new Error("it was taken");
  };
  test.each<[path: string, change: object, says: string]>([
    ["training.batchSize", { training: { batchSize: 0 } }, "a whole number at least 1"],
    ["training.batchSize", { training: { batchSize: 1000 } }, "there are 120 rows to train on"],
    ["training.epoch", { training: { epoch: 3 } }, "known are epochs, batchSize, shuffle"],
    ["optimizer.learningRate", { optimizer: { kind: "adam", learningRate: -1 } }, "at least 0"],
    ["model.hidden[0].units", { model: { hidden: [{ kind: "dense", units: 0 }] } }, "at least 1"],
    [
      "model.layers[0].units",
      { model: { inputs: 2, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" } },
      "spirals needs at least 3",
    ],
    ["data.set", { data: { set: "cats" } }, "known are mnist"],
    ["data", { data: 3 }, "must be an object"],
    ["seed", { seed: 1.5 }, "a whole number"],
    ["numerics", { numerics: "loose" }, '"fast" or "strict"'],
    ["colour", { colour: 1 }, "known are data, model"],
    ["model.layers", { model: { hidden: [{ kind: "dense", units: 10_000_000 }] } }, "a page takes at most"],
  ])("%s %j", (path, change, says) => {
    const error = refusal(change);
    expect(error.path).toBe(path);
    expect(error.message).toContain(says);
    expect(error.message).not.toContain("\n");
  });
});

test("whatever comes is taken or refused with SpecError", () => {
  const drawn = fc.anything({ maxDepth: 3 });
  const change = fc.record(
    { data: drawn, model: drawn, optimizer: drawn, training: drawn, seed: drawn, numerics: drawn },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        drawn,
        change.map((fields) => ({ ...spirals, ...fields })),
      ),
      (input) => {
        try {
          expect(isFrozen(defineSession(input))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(SpecError);
        }
      },
    ),
  );
});

test("a draft for other data keeps its hidden layers, and is a session", () => {
  const spec = defineSession(spirals);
  for (const set of setNames) {
    const rows = set.includes("mnist") || set === "digits-synthetic" ? { trainRows: 50, validationRows: 20 } : {};
    const adapted = defineSession(adaptSession({ ...spec, data: { set, ...rows } }));
    expect(adapted.data.set).toBe(set);
    expect(adapted.model.layers[0]).toEqual(spec.model.layers[0]);
    expect(adapted.optimizer).toEqual(spec.optimizer);
    expect(adapted.training.batchSize).toBe(32);
  }
});

test("a session's size is told from its spec alone", () => {
  expect(sizeOfSession(defineSession(spirals) as SessionSpec)).toEqual({
    parameters: 2 * 8 + 8 + 8 * 3 + 3,
    rows: 200,
    features: 2,
    activations: expect.any(Number),
    stepsPerEpoch: 4,
    work: 3 * (2 * 8 + 8 * 3) * 120,
  });
});

test("the fields of a session are described as the library's are", () => {
  for (const { says } of Object.values(describeSession().training)) expect(says).toMatch(/\.$/);
});
