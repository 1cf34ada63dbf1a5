import { describe, expect, test } from "vitest";
import "../every-kind.ts";
import { SpecError } from "../errors.ts";
import { createStream } from "../random/stream.ts";
import { defineInitializer } from "./define-initializer.ts";
import { initialize } from "./initialize.ts";

test.each([
  // Keras 3: RandomNormal, RandomUniform, TruncatedNormal, Orthogonal, Constant, GlorotNormal
  ["normal", { kind: "normal", mean: 0, sd: 0.05 }],
  ["truncated-normal", { kind: "truncated-normal", mean: 0, sd: 0.05 }],
  ["uniform", { kind: "uniform", low: -0.05, high: 0.05 }],
  ["orthogonal", { kind: "orthogonal", gain: 1 }],
  ["constant", { kind: "constant", value: 0 }],
  ["glorot-normal", { kind: "glorot-normal", truncated: true }],
] as const)("the defaults of %s are Keras's", (kind, complete) => {
  expect(defineInitializer(kind)).toEqual(complete);
  expect(Object.isFrozen(defineInitializer(kind))).toBe(true);
  expect(defineInitializer(complete)).toEqual(complete);
});

describe("initialize completes what it is given", () => {
  const shape = { inputs: 30, outputs: 20 };
  const draw = (input: Parameters<typeof initialize>[0]): Float64Array =>
    initialize(input, shape, createStream(1, "init"));

  test("a bare name has the defaults: Keras's normals are truncated", () => {
    expect(draw("glorot-normal")).toEqual(draw({ kind: "glorot-normal", truncated: true }));
    expect(draw({ kind: "glorot-normal" })).toEqual(draw("glorot-normal"));
    expect(draw("glorot-normal")).not.toEqual(draw({ kind: "glorot-normal", truncated: false }));
  });

  test.each<[unknown, RegExp]>([
    ["glorot-norml", /^initializer.kind: cannot use "glorot-norml": did you mean glorot-normal\?$/],
    [{ kind: "normal", std: 1 }, /^initializer.std: cannot be read: the normal initializer has no such field/],
    [{ kind: "normal", sd: -1 }, /^initializer.sd: cannot use -1: it must be a finite number at least 0/],
    [7, /^initializer: cannot read 7/],
  ])("%j is refused", (input, message) => {
    expect(() => draw(input as never)).toThrow(SpecError);
    expect(() => draw(input as never)).toThrow(message);
  });
});
