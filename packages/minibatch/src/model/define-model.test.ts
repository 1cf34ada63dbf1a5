import { describe, expect, test } from "vitest";
import { SpecError } from "../errors.ts";
import "../every-kind.ts";
import { defineModel, type ModelInput } from "./define-model.ts";

const small: ModelInput = {
  inputs: 4,
  layers: [
    { kind: "dense", units: 3, activation: "leaky-relu" },
    { kind: "dropout", rate: 0.5 },
    { kind: "dense", units: 2, name: "out", weights: { kind: "normal", sd: 1 }, regularizer: { l2: 0.1 } },
  ],
  loss: "softmax-cross-entropy",
};

describe("a loss", () => {
  const lossOf = (loss: ModelInput["loss"]): unknown => defineModel({ ...small, loss }).loss;

  test("whose options are all the default is stored as its name", () => {
    expect(lossOf("huber")).toBe("huber");
    expect(lossOf({ kind: "huber" })).toBe("huber");
    expect(lossOf({ kind: "huber", delta: 1 })).toBe("huber");
    expect(lossOf({ kind: "softmax-cross-entropy", labelSmoothing: 0 })).toBe("softmax-cross-entropy");
    expect(lossOf({ kind: "mean-squared-error" })).toBe("mean-squared-error");
  });

  test("with another option has all of them, frozen, and can be given back in", () => {
    const loss = lossOf({ kind: "sigmoid-binary-cross-entropy", positiveWeight: [1, 5] });
    expect(loss).toEqual({ kind: "sigmoid-binary-cross-entropy", labelSmoothing: 0, positiveWeight: [1, 5] });
    expect(Object.isFrozen(loss)).toBe(true);
    expect(Object.isFrozen((loss as { positiveWeight: object }).positiveWeight)).toBe(true);
    expect(lossOf(loss as ModelInput["loss"])).toEqual(loss);
    expect(lossOf({ kind: "sigmoid-focal", alpha: null })).toEqual({ kind: "sigmoid-focal", gamma: 2, alpha: null });
  });
});

describe("a model", () => {
  test("has every default filled in: Keras's Dense, PyTorch's slope of leaky ReLU", () => {
    expect(defineModel(small)).toEqual({
      inputs: 4,
      layers: [
        {
          kind: "dense",
          name: "layer1",
          units: 3,
          activation: { kind: "leaky-relu", slope: 0.01 },
          weights: { kind: "glorot-uniform" },
          biases: { kind: "zeros" },
          regularizer: { l1: 0, l2: 0 },
        },
        { kind: "dropout", name: "layer2", rate: 0.5 },
        {
          kind: "dense",
          name: "out",
          units: 2,
          activation: { kind: "linear" },
          weights: { kind: "normal", mean: 0, sd: 1 },
          biases: { kind: "zeros" },
          regularizer: { l1: 0, l2: 0.1 },
        },
      ],
      loss: "softmax-cross-entropy",
    });
  });

  test("takes the sizes of a row that is a list for its length", () => {
    const listed = defineModel({ ...small, inputs: [4] });
    expect(listed).toEqual(defineModel(small));
    expect(JSON.stringify(listed)).toBe(JSON.stringify(defineModel(small)));
  });

  test("defined again is the same, and JSON carries it", () => {
    const once = defineModel(small);
    expect(defineModel(once)).toEqual(once);
    expect(defineModel(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  test("is frozen to its last object", () => {
    const loose: unknown[] = [];
    const look = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if (!Object.isFrozen(value)) loose.push(value);
      Object.values(value).forEach(look);
    };
    look(defineModel(small));
    look(defineModel(JSON.parse(JSON.stringify(small))));
    expect(loose).toEqual([]);
  });

  test("does not change what it is given", () => {
    const given = structuredClone(small);
    defineModel(given);
    expect(given).toEqual(small);
  });
});

describe("an error names the path and the fix, in one line", () => {
  const dense = { kind: "dense", units: 2 };
  const model = (layer: object): unknown => ({ inputs: 4, layers: [layer, dense], loss: "softmax-cross-entropy" });
  test.each<[unknown, string, RegExp]>([
    [null, "", /^Cannot define a model from null: give \{ inputs, layers, loss \}$/],
    [[], "", /^Cannot define a model from \[\]: give/],
    [{ ...small, layer: [] }, "layer", /a model has no such field; did you mean layers\?/],
    [{ ...small, inputs: 0 }, "inputs", /cannot use 0: it must be a whole number at least 1/],
    [
      { ...small, inputs: "4" },
      "inputs",
      /cannot use "4": it must be a whole number of features, or the sizes of a row/,
    ],
    [{ layers: small.layers, loss: small.loss }, "inputs", /cannot use undefined/],
    [
      { ...small, inputs: [] },
      "inputs",
      /cannot use \[\]: it must be a whole number of features, or the sizes of a row/,
    ],
    [{ ...small, inputs: [0] }, "inputs[0]", /cannot use 0: it must be a whole number at least 1/],
    [{ ...small, inputs: [28, 2.5] }, "inputs[1]", /cannot use 2.5: it must be a whole number at least 1/],
    [{ ...small, inputs: [28, "28"] }, "inputs[1]", /cannot use "28"/],
    [{ ...small, inputs: [[28]] }, "inputs[0]", /cannot use \[28\]/],
    [{ ...small, inputs: { rows: 28 } }, "inputs", /cannot use/],
    [
      { ...small, inputs: [28, 28] },
      "layers[0]",
      /cannot be dense: rows of \[28, 28\] come in, and it takes rows of numbers; put \{ kind: "flatten" \} before it/,
    ],
    [
      { ...small, inputs: [28, 28], layers: [{ kind: "dropout", rate: 0.5 }, ...small.layers] },
      "layers[1]",
      /cannot be dense: rows of \[28, 28\] come in/,
    ],
    [{ ...small, layers: [] }, "layers", /a list of at least one layer/],
    [{ ...small, layers: "dense" }, "layers", /a list of at least one layer/],
    [{ ...small, loss: { kind: "huber", delta: 0 } }, "loss.delta", /cannot use 0: it must be a finite number above 0/],
    [{ ...small, loss: { kind: "huber", gamma: 1 } }, "loss.gamma", /the loss huber has no such field; known are/],
    [{ ...small, loss: { kind: "hubert" } }, "loss", /cannot use "hubert": did you mean huber\?/],
    [{ ...small, loss: { kind: "sigmoid-focal", alpha: 1.5 } }, "loss.alpha", /at least 0 and at most 1/],
    [
      { ...small, loss: { kind: "softmax-focal", alpha: [1, 0] } },
      "loss.alpha[1]",
      /cannot use 0: it must be a finite number above 0/,
    ],
    [
      { ...small, loss: { kind: "softmax-focal", alpha: [1, 2, 3, 4, 5, 6] } },
      "loss.alpha",
      /cannot be 6 numbers: the last layer has \d outputs; give one number, or \d/,
    ],
    [
      { ...small, loss: { kind: "sigmoid-binary-cross-entropy", positiveWeight: [] } },
      "loss.positiveWeight",
      /a number above 0, or a list of one for each output/,
    ],
    [{ ...small, loss: "softmax-crossentropy" }, "loss", /did you mean softmax-cross-entropy\?/],
    [
      { ...small, loss: undefined },
      "loss",
      /known are softmax-cross-entropy, sigmoid-binary-cross-entropy, mean-squared-error/,
    ],
    [model({ kind: "zigzag" }), "layers[0].kind", /cannot use "zigzag": known are dense, dropout/],
    [model({ kind: "dense" }), "layers[0].units", /is missing: a dense layer needs it and has no default/],
    [model({ kind: "dense", units: 2.5 }), "layers[0].units", /cannot use 2.5: it must be a whole number at least 1/],
    [
      model({ kind: "dense", units: 2, unit: 3 }),
      "layers[0].unit",
      /a dense layer has no such field; did you mean units\?/,
    ],
    [
      model({ kind: "dense", units: 2, name: "a b" }),
      "layers[0].name",
      /cannot use "a b": it must be a name of letters/,
    ],
    [model({ kind: "dense", units: 2, activation: "rely" }), "layers[0].activation.kind", /did you mean relu\?/],
    [
      model({ kind: "dense", units: 2, activation: { kind: "elu", alpha: 0 } }),
      "layers[0].activation.alpha",
      /above 0; leave it out for 1/,
    ],
    [
      model({ kind: "dense", units: 2, activation: { kind: "relu", slope: 1 } }),
      "layers[0].activation.slope",
      /the relu activation has no such field/,
    ],
    [model({ kind: "dense", units: 2, weights: "glorot" }), "layers[0].weights.kind", /cannot use "glorot"/],
    [model({ kind: "dense", units: 2, weights: { kind: "normal", sd: -1 } }), "layers[0].weights.sd", /at least 0/],
    [model({ kind: "dense", units: 2, biases: 0 }), "layers[0].biases", /cannot read 0: give an object with a kind/],
    [
      model({ kind: "dense", units: 2, regularizer: { l1: -1 } }),
      "layers[0].regularizer.l1",
      /cannot use -1: it must be a finite number at least 0/,
    ],
    [model({ kind: "dense", units: 2, regularizer: 0.1 }), "layers[0].regularizer", /an object such as/],
    [model({ kind: "dense", units: 2, regularizer: { l3: 1 } }), "layers[0].regularizer.l3", /has no such field/],
    [model({ kind: "dropout" }), "layers[0].rate", /is missing/],
    [
      model({ kind: "dropout", rate: 1 }),
      "layers[0].rate",
      /cannot use 1: it must be a finite number at least 0 and below 1/,
    ],
    [model({ kind: "dropout", rate: Number.NaN }), "layers[0].rate", /cannot use NaN/],
    [
      model({ ...dense, name: "layer2" }),
      "layers[1].name",
      /cannot be "layer2": layers\[0\] has that name; choose another/,
    ],
    [
      { ...small, layers: [{ kind: "activation", activation: "tanh" }], loss: "mean-squared-error" },
      "layers",
      /cannot do without weights: nothing would be trained; add a dense layer/,
    ],
    [
      { ...small, layers: [dense, { kind: "activation", activation: "relu" }] },
      "layers[1].activation",
      /cannot be relu: the loss softmax-cross-entropy applies the softmax itself/,
    ],
    [
      {
        ...small,
        layers: [
          { ...dense, units: 1 },
          { kind: "activation", activation: "linear" },
        ],
      },
      "layers[1]",
      /cannot be 1: softmax-cross-entropy needs at least 2 outputs/,
    ],
    [
      { ...small, layers: [dense, { kind: "dropout", rate: 0.1 }] },
      "layers[1]",
      /cannot be a dropout layer: the last one gives the outputs; add a dense layer after it/,
    ],
    [
      { ...small, layers: [{ ...dense, activation: "tanh" }] },
      "layers[0].activation",
      /applies the softmax itself; leave the activation out/,
    ],
    [
      { ...small, layers: [{ ...dense, activation: "sigmoid" }], loss: "sigmoid-binary-cross-entropy" },
      "layers[0].activation",
      /applies the sigmoid itself/,
    ],
    [
      { ...small, layers: [{ kind: "dense", units: 1 }] },
      "layers[0].units",
      /softmax-cross-entropy needs at least 2 outputs; use sigmoid-binary-cross-entropy/,
    ],
  ])("%j", (input, path, message) => {
    let error: unknown = null;
    try {
      defineModel(input as ModelInput);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SpecError);
    expect((error as SpecError).path).toBe(path);
    expect((error as SpecError).message).toMatch(message);
    expect((error as SpecError).message).not.toContain("\n");
    if (path !== "") expect((error as SpecError).message.startsWith(`${path}: `)).toBe(true);
  });
});

/** Checked by the compiler (`npm run typecheck`): an expected error that does not come is an error. */
test("models that must not compile", () => {
  const layers = [{ kind: "dense", units: 2 }] as const;
  const refused: ModelInput[] = [
    // @ts-expect-error: inputs are a number, or sizes
    { inputs: "4", layers, loss: "mean-squared-error" },
    // @ts-expect-error: no such loss
    { inputs: 4, layers, loss: "hinges" },
    // @ts-expect-error: Huber's has no tau
    { inputs: 4, layers, loss: { kind: "huber", tau: 0.5 } },
    // @ts-expect-error: no such layer
    { inputs: 4, layers: [{ kind: "conv", units: 2 }], loss: "mean-squared-error" },
    // @ts-expect-error: dropout has no units
    { inputs: 4, layers: [{ kind: "dropout", units: 2 }], loss: "mean-squared-error" },
    // @ts-expect-error: no such activation
    { inputs: 4, layers: [{ kind: "dense", units: 2, activation: "rely" }], loss: "mean-squared-error" },
    {
      inputs: 4,
      // @ts-expect-error: ReLU has no slope
      layers: [{ kind: "dense", units: 2, activation: { kind: "relu", slope: 1 } }],
      loss: "mean-squared-error",
    },
    // @ts-expect-error: a layer is no bare name
    { inputs: 4, layers: ["dense"], loss: "mean-squared-error" },
    // @ts-expect-error: the loss is missing
    { inputs: 4, layers },
  ];
  const frozen = defineModel(small);
  expect(() => Object.assign(frozen, { inputs: 5 } satisfies Pick<typeof frozen, "inputs">)).toThrow(TypeError);
  expect(refused.filter((input) => !isDefinable(input)).length).toBe(refused.length);
});

function isDefinable(input: ModelInput): boolean {
  try {
    defineModel(input);
    return true;
  } catch {
    return false;
  }
}
