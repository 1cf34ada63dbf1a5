import type { Segments } from "study/json";
import { expect, test } from "vitest";
import { locateInSource } from "./locate-in-source.ts";

const SOURCE = `// defineExperiment({ name: "no" }) in a comment is not it
import { defineExperiment } from "minibatch-lab";
const rates = [0.1, 0.2];
export default defineExperiment({
  name: "a, b: {", /* name: "c" */
  training: { epochs: 3, "batchSize": 16 },
  model: { layers: [{ units: f(1, [2]) }, { units: \`}\`, kind }] },
  ...rest,
  parameters: {
    "optimizer.learningRate": rates,
    o: [1, /* , */ 2, 3],
    m: { values: { one: 1, "two, three": 2 } },
  },
});
`;

/** What stands at the place, to the end of its line. */
function found(segments: Segments, source = SOURCE): string | null {
  const offset = locateInSource(source, segments);
  return offset === null ? null : source.slice(offset).split("\n")[0]!;
}

test.each<[Segments, string]>([
  [["name"], 'name: "a, b: {", /* name: "c" */'],
  [["training", "batchSize"], '"batchSize": 16 },'],
  [["model", "layers", 0, "units"], "units: f(1, [2]) }, { units: `}`, kind }] },"],
  [["model", "layers", 1, "units"], "units: `}`, kind }] },"],
  [["model", "layers", 1, "kind"], "kind }] },"],
  [["parameters", "o", "values", 1], "2, 3],"],
  [["parameters", "m", "values", 1], '"two, three": 2 } },'],
])("%j is found", (segments, expected) => {
  expect(found(segments)).toBe(expected);
});

test("what is computed elsewhere, or is not there, is told by what is nearest above it", () => {
  expect(found(["parameters", "optimizer.learningRate", "values", 1])).toBe('"optimizer.learningRate": rates,');
  expect(found(["parameters", "o", "values", 7])).toBe("o: [1, /* , */ 2, 3],");
  expect(found(["seed"])).toBe("{");
});

test("a plain default export is one too, and other code is not", () => {
  expect(found(["name"], 'export default { name: "x" };')).toBe('name: "x" };');
  expect(found(["name"], "export default make();")).toBeNull();
});

test("source that ends in the middle ends the search", () => {
  for (let length = 0; length <= SOURCE.length; length++) {
    const offset = locateInSource(SOURCE.slice(0, length), ["parameters", "m", "values", 1]);
    expect(offset === null || (offset >= 0 && offset <= length)).toBe(true);
  }
});
