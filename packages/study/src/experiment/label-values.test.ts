import { expect, test } from "vitest";
import type { Json } from "../json/json.ts";
import { labelValues } from "./label-values.ts";

const labels = (values: readonly Json[]) => labelValues(values, ["values"]).map(({ label }) => label);

test("scalars label themselves, whatever they are", () => {
  expect(labelValues([1, "a", true, null], [])).toEqual([
    { label: 1, value: 1 },
    { label: "a", value: "a" },
    { label: true, value: true },
    { label: null, value: null },
  ]);
});

test("objects are called by their kind, and by what tells those of one kind apart", () => {
  expect(labels([{ kind: "sgd", learningRate: 1 }, { kind: "adam" }])).toEqual(["sgd", "adam"]);
  expect(
    labels([
      { kind: "sgd", learningRate: 0.1, momentum: 0.9 },
      { kind: "sgd", learningRate: 0.2, momentum: 0.9, schedule: { kind: "cosine", over: 9 } },
      { kind: "sgd", momentum: 0.9 },
      { kind: "adam", beta1: 0.8 },
    ]),
  ).toEqual(["sgd learningRate=0.1", "sgd learningRate=0.2 schedule=cosine", "sgd", "adam"]);
});

test("a map gives labels, and what is labelled already stays so", () => {
  expect(labelValues({ wide: [1, 2], narrow: [1] }, [])).toEqual([
    { label: "wide", value: [1, 2] },
    { label: "narrow", value: [1] },
  ]);
  expect(labels([{ label: "wide", value: [1, 2] }, 3])).toEqual(["wide", 3]);
});

test.each<[readonly Json[], string]>([
  [[], "values: is empty: give at least one value"],
  [[[1]], "values[0]: has no name of its own, it is [1]; give labels: values: {label: value, ...}"],
  [[1, { units: 3 }], 'values[1]: has no name of its own, it is {"units":3}; give labels: values: {label: value, ...}'],
  [[1, "1"], 'values[1]: cannot be called "1": value 1 is called so already; leave one out, or give labels'],
  [
    [
      { kind: "a", s: { kind: "b", x: 1 } },
      { kind: "a", s: { kind: "b", x: 2 } },
    ],
    'values[1]: cannot be called "a s=b": value 1 is called so already; leave one out, or give labels',
  ],
  [["x".repeat(61)], "values[0]: has a label of 61 letters: 1 to 60 fit in tables; give labels"],
  [[""], "values[0]: has a label of 0 letters"],
])("%j is refused", (values, message) => {
  expect(() => labels(values)).toThrow(message);
});

test("a map of code whose labels look like whole numbers has lost their order, and is refused", () => {
  const lost = (values: Readonly<Record<string, Json>>) => () => labelValues(values, ["values"]);
  for (const label of ["8", "0", "4294967294"]) {
    expect(lost({ b: 1, [label]: 2 })).toThrow(
      `values: may have lost the order of its labels: JavaScript puts whole numbers such as "${label}" first; write a list: [{ label: "${label}", value: 2 }, ...]`,
    );
  }
  // names that JavaScript leaves where they are
  for (const label of ["08", "-1", "1.5", "1e3", "4294967295", "+1", " 1"]) {
    expect(labelValues({ b: 1, [label]: 2 }, []).map((labelled) => labelled.label)).toEqual(["b", label]);
  }
  expect(labelValues({ 64: 1 }, [])).toEqual([{ label: "64", value: 1 }]);
  expect(
    labels([
      { label: "64", value: 1 },
      { label: "8", value: 2 },
    ]),
  ).toEqual(["64", "8"]);
});
