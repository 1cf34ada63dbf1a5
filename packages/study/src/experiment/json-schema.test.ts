import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineOptimizer, type Flavour, type OptimizerKind, SpecError } from "minibatch";
import { describeKinds } from "minibatch/describe";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { smallExperiment } from "../../test/small-experiment.ts";
import { defineExperiment } from "./define-experiment.ts";
import { experimentJsonSchema, networkJsonSchema } from "./json-schema.ts";
import { modelSchema } from "./schema/model-schema.ts";
import { optimizerSchema } from "./schema/optimizer-schema.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");
const KINDS = Object.keys(describeKinds().optimizer) as readonly OptimizerKind[];
const FLAVOURS: readonly Flavour[] = ["keras2", "keras3", "torch"];

/** What the JSON document itself says, read back as a schema of its own. */
const readBack = z.fromJSONSchema(experimentJsonSchema() as z.core.JSONSchema.JSONSchema);

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly [key: string]: unknown;
}

/** Every object of the document, with its place. */
function nodesOf(node: unknown, path = "#"): [string, Node][] {
  if (typeof node !== "object" || node === null) return [];
  return [[path, node as Node], ...Object.entries(node).flatMap(([key, part]) => nodesOf(part, `${path}/${key}`))];
}

describe("the JSON Schema", () => {
  test("takes every example that is data, and every complete experiment", () => {
    const files = readdirSync(EXAMPLES).filter((name) => /\.(?:ya?ml|json)$/.test(name));
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const name of files) {
      const value: unknown = parse(readFileSync(join(EXAMPLES, name), "utf8"));
      expect({ name, error: readBack.safeParse(value).error }).toEqual({ name, error: undefined });
    }
    expect(readBack.safeParse(defineExperiment(smallExperiment)).error).toBeUndefined();
  });

  test.each<[object]>([
    [{ nam: "x" }],
    [{ name: "a b" }],
    [{ data: { set: "mnsit" } }],
    [{ data: { set: "sequences", trainRows: 1 } }],
    [{ model: { ...smallExperiment.model, layers: [] } }],
    [{ model: { ...smallExperiment.model, layers: [{ kind: "dense", units: 4, activation: "rely" }] } }],
    [{ optimizer: "adm" }],
    [{ optimizer: { kind: "sgd", beta1: 0.9 } }],
    [{ training: { epochs: 0 } }],
    [{ parameters: { "a b": [1] } }],
    [{ parameters: { a: { kind: "uniform", low: 1 } } }],
    [{ search: { kind: "random" } }],
    [{ pruning: "some" }],
    [{ objective: "loss" }],
    [{ seed: -1 }],
  ])("does not take %j", (change) => {
    expect(readBack.safeParse({ ...smallExperiment, ...change }).success).toBe(false);
  });

  test("explains every field, and needs only four", () => {
    const document = networkJsonSchema();
    expect(document).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      required: ["name", "data", "model", "optimizer"],
      additionalProperties: false,
    });
    const { definitions } = document as { definitions: Record<string, Node> };
    const silent = nodesOf(document).flatMap(([path, { properties }]) =>
      Object.entries(path.endsWith("/properties") ? {} : (properties ?? {}))
        .filter(
          ([, node]) =>
            !/^(?!Default|By flavour)./.test(node.description ?? refer(node, definitions)?.description ?? ""),
        )
        .map(([name]) => `${path}/${name}`),
    );
    expect(silent).toEqual([]);
  });

  test("tells the default of everything that has a fixed one", () => {
    const { properties } = networkJsonSchema() as { properties: Record<string, Node> };
    const defaults = Object.entries(properties).filter(([, node]) => "default" in node);
    expect(Object.fromEntries(defaults.map(([name, node]) => [name, node.default]))).toEqual({
      description: "",
      training: {},
      numerics: "fast",
      parameters: {},
      search: "grid",
      pruning: "none",
      repeats: 1,
      seed: 1,
      threshold: null,
    });
  });
});

/** A reference beside which draft 7 allows nothing stands in `allOf`. */
function refer(node: Node, definitions: Readonly<Record<string, Node>>): Node | undefined {
  const [first] = (node.allOf as Node[] | undefined) ?? [node];
  const reference = first?.$ref;
  return typeof reference === "string" ? definitions[reference.split("/").at(-1)!] : undefined;
}

describe("what the library checks itself", () => {
  test("takes every optimizer of every flavour, whole", () => {
    let count = 0;
    for (const kind of KINDS) {
      for (const flavour of FLAVOURS) {
        try {
          const spec = defineOptimizer({ kind, flavour });
          expect({ kind, flavour, error: optimizerSchema.safeParse(spec).error }).toEqual({ kind, flavour });
          count++;
        } catch (error) {
          if (!(error instanceof SpecError)) throw error;
        }
      }
      expect(optimizerSchema.safeParse(kind).success).toBe(true);
    }
    expect(count).toBeGreaterThan(15);
  });

  test("takes complete models", () => {
    const model = defineExperiment(smallExperiment).model;
    expect(modelSchema.safeParse(model).error).toBeUndefined();
  });
});
