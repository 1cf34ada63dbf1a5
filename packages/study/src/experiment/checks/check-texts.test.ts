import { expect, test } from "vitest";
import { smallExperiment } from "../../../test/small-experiment.ts";
import { defineExperiment } from "../define-experiment.ts";
import type { ExperimentInput } from "../experiment-input.ts";

const { model } = smallExperiment;
const withLayerName = (name: string) => ({
  ...model,
  layers: model.layers.map((layer, i) => (i === 0 ? { ...layer, name } : layer)),
});
const withValues = (values: unknown) => ({ parameters: { activation: { values, at: "model.layers[0].activation" } } });

test.each([
  [
    "a layer's name",
    { model: withLayerName("a\u001B[31m") },
    /^model\.layers\[0\]\.name: cannot be .*U\+001B; leave it out$/,
  ],
  [
    "a label of a list",
    withValues([{ label: "re\u0007lu", value: "relu" }, "tanh"]),
    /^parameters\.activation\.values\[0\]\.label: .*U\+0007/,
  ],
  ["a label of a map", withValues({ "re\u0000lu": "relu", tanh: "tanh" }), /^parameters\.activation\.values.*U\+0000/],
  ["a label of two lines", withValues({ "re\nlu": "relu", tanh: "tanh" }), /U\+000A/],
  ["a label that is read backwards", withValues({ "a\u202Eb": "relu", tanh: "tanh" }), /U\+202E/],
  ["a description", { description: "a \u009B2J" }, /^description: cannot be .*U\+009B/],
  [
    "a label that is half a character",
    withValues({ "a\uD83D": "relu", tanh: "tanh" }),
    /: it holds the half of a character U\+D83D; leave it out$/,
  ],
  ["a layer's name of the other half", { model: withLayerName("\uDE00a") }, /^model\.layers\[0\]\.name: .*U\+DE00/],
  ["a name", { name: "a\u001B" }, /^name: /],
])("%s with a control character is refused before anything is trained", (_what, part, reason) => {
  expect(() => defineExperiment({ ...smallExperiment, ...part } as ExperimentInput)).toThrow(reason);
});

test("a description has lines, and letters are of any language", () => {
  const description = "Two\n\tlines,\r\nein Größter, 漢字, עברית 👩‍🔬";
  expect(defineExperiment({ ...smallExperiment, description }).description).toBe(description);
});
