import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { smallExperiment } from "../../test/small-experiment.ts";
import { defineExperiment } from "./define-experiment.ts";
import { hashSpec } from "./hash-spec.ts";

const rates = { "optimizer.learningRate": [0.1, 0.2] };
const momenta = { "optimizer.momentum": [0, 0.9] };
const spec = defineExperiment({ ...smallExperiment, parameters: { ...rates, ...momenta } });

test("is the SHA-256 of one spelling", () => {
  const text =
    '{"data":{"rows":null,"set":"sequences","split":"random","splitSeed":null},"description":"","kind":"sweep","model":{"inputs":20,"layers":[{"activation":"relu","kind":"dense","units":4},{"kind":"dense","units":1}],"loss":"sigmoid-binary-cross-entropy"},"name":"small","numerics":"fast","objective":{"at":"last","metric":"validation-accuracy"},"optimizer":"sgd","parameters":[],"pruning":{"kind":"none"},"repeats":1,"search":{"kind":"grid","together":[]},"seed":1,"threshold":null,"training":{"batchSize":32,"doctor":false,"earlyStopping":null,"epochs":10,"evaluateTest":false,"evaluateTrain":false}}';
  expect(hashSpec(defineExperiment(smallExperiment))).toBe(createHash("sha256").update(text).digest("hex"));
});

test("does not depend on the order of fields, but on that of parameters", () => {
  const { name, kind, ...rest } = spec;
  expect(hashSpec({ ...rest, name, kind })).toBe(hashSpec(spec));
  const turned = defineExperiment({ ...smallExperiment, parameters: { ...momenta, ...rates } });
  expect(hashSpec(turned)).not.toBe(hashSpec(spec));
});

test("any change of the spec is a change of the hash", () => {
  const hashes = [spec, { ...spec, seed: 2 }, { ...spec, name: "other" }, { ...spec, threshold: 0.5 }].map(hashSpec);
  expect(new Set(hashes).size).toBe(4);
});
