/** The JSON Schema of a model and of an optimizer takes what the library takes, and refuses what it refuses. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { createTrainer, defineModel, defineOptimizer, SpecError } from "minibatch";
import type { FieldDescription } from "minibatch/describe";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { drawFields, drawRefused, drawTaken, everyKind, neededOf } from "../../../../minibatch/test/draw-described.ts";
import { completeTraining } from "../complete-training.ts";
import { networkJsonSchema } from "../json-schema.ts";
import { OBJECTIVES } from "../spec.ts";
import { LIBRARY, takesSchema } from "./library-schema.ts";

const document = networkJsonSchema() as {
  readonly $schema: string;
  readonly definitions: object;
  readonly properties: Readonly<Record<string, { readonly properties?: Readonly<Record<string, object>> }>>;
};

/** A part of the document as it is printed, read back as a schema of its own. */
function partOf(name: string): z.ZodType {
  const { $schema, definitions, properties } = document;
  return z.fromJSONSchema({ $schema, ...properties[name], definitions } as z.core.JSONSchema.JSONSchema);
}

const [modelPart, optimizerPart] = [partOf("model"), partOf("optimizer")];

function refusal(call: () => unknown): string | null {
  try {
    call();
    return null;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.message;
  }
}

/** Rules between fields, of one flavour alone or of an order: a schema that editors understand does not tell them. */
const BETWEEN =
  /cannot be set|cannot run with|cannot be given to its layers|layers\[\d+\] has that name|above 0 and ascending|rows of \[[\d, ]+\] come in/;

function expectAgreement(part: z.ZodType, value: unknown, message: string | null): void {
  const { success } = part.safeParse(value);
  if (message === null) expect({ value, success }).toEqual({ value, success: true });
  else if (success) expect(message).toMatch(BETWEEN);
}

/** What can stand in a file: no NaN. */
const isJson = (value: unknown): boolean => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);

/** One of the fields holds what it refuses, or there is one too many. */
function spoil(needed: fc.Arbitrary<object>, fields: Readonly<Record<string, FieldDescription>>): fc.Arbitrary<object> {
  const spoiled = Object.entries(fields).map(([name, { takes }]) =>
    fc.tuple(needed, drawRefused(takes).filter(isJson)).map(([given, value]) => ({ ...given, [name]: value })),
  );
  return fc.oneof(
    needed.map((given) => ({ ...given, "?": 1 })),
    ...spoiled,
  );
}

describe.each(
  everyKind()
    .filter(({ table }) => table === "optimizer")
    .map((one) => [`${one.flavour} ${one.kind}`, one] as const),
)("%s", (_name, { kind, flavour, fields }) => {
  const head = { kind, flavour };
  const good = drawFields(fields).map((given) => ({ ...head, ...given }));

  test("is taken by both", () => {
    fc.assert(
      fc.property(good, (spec) =>
        expectAgreement(
          optimizerPart,
          spec,
          refusal(() => defineOptimizer(spec as never)),
        ),
      ),
    );
  });

  test("is refused by both, but for what is another flavour's", () => {
    fc.assert(
      fc.property(spoil(fc.constant(head), fields), (spec) => {
        const message = refusal(() => defineOptimizer(spec as never));
        expect(message).not.toBeNull();
        expectAgreement(optimizerPart, spec, message);
      }),
    );
  });
});

describe("models", () => {
  const { inputs, layers, loss } = LIBRARY.model;
  const layer = drawTaken(layers.takes) as fc.Arbitrary<readonly object[]>;
  const last = { kind: "dense", units: 3, name: "last" };
  const wrap = (list: readonly object[]): readonly object[] => [...list, last];
  const good = fc.record({ inputs: drawTaken(inputs.takes), layers: layer.map(wrap), loss: drawTaken(loss.takes) });

  test("are taken by both", () => {
    let taken = 0;
    fc.assert(
      fc.property(good, (model) => {
        const message = refusal(() => defineModel(model as never));
        if (message === null) taken++;
        expectAgreement(modelPart, model, message);
      }),
      // of layers that are drawn one by one few fit each other
      { numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  const layersOf = everyKind().filter(({ table }) => table === "layer");

  test.each(layersOf.map((one) => [one.kind, one] as const))(
    "of a spoiled %s layer are refused by both",
    (kind, { fields }) => {
      const needed = fc
        .record(Object.fromEntries(neededOf(fields).map((name) => [name, drawTaken(fields[name]!.takes)])))
        .map((given) => ({ kind, ...given }));
      fc.assert(
        fc.property(spoil(needed, fields), (spoiled) => {
          const model = { inputs: 2, layers: wrap([spoiled]), loss: "mean-squared-error" };
          const message = refusal(() => defineModel(model as never));
          expect(message).not.toBeNull();
          expect(modelPart.safeParse(model).success).toBe(false);
        }),
      );
    },
  );

  test("without what they need, or with more, are refused by both", () => {
    const model = { inputs: 2, layers: [last], loss: "mean-squared-error" };
    expect(modelPart.safeParse(model).success).toBe(true);
    for (const name of Object.keys(model)) {
      const { [name as "loss"]: _, ...rest } = model;
      for (const spoiled of [rest, { ...model, [name]: null }, { ...model, "?": 1 }]) {
        expect(refusal(() => defineModel(spoiled as never))).not.toBeNull();
        expect(modelPart.safeParse(spoiled).success).toBe(false);
      }
    }
  });
});

test("a bare name is taken where the kind needs no field", () => {
  for (const { table, kind, fields } of everyKind().filter(({ table }) => table === "schedule")) {
    const bare = optimizerPart.safeParse({ kind: "sgd", [table]: kind }).success;
    expect([kind, bare]).toEqual([kind, neededOf(fields).length === 0]);
  }
});

test("the lab's own names are the library's", () => {
  expect(LIBRARY.earlyStopping.metric.takes).toEqual({ type: "choice", names: [...OBJECTIVES] });
  expect(LIBRARY.trainer.numerics).toMatchObject({ takes: { names: ["fast", "strict"] }, fallback: "fast" });
});

test("where nobody names the size of a batch it is the library's", async () => {
  const rows = 1000;
  using trainer = await createTrainer({
    model: { inputs: 1, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" },
    optimizer: "sgd",
  });
  const values = new Float32Array(rows);
  const data = {
    x: { kind: "dense", rows, features: 1, values, scale: 1 },
    y: { kind: "values", columns: 1, values },
  } as const;
  const [report] = await trainer.fit(data, { epochs: 1 });
  const training = { epochs: 1, evaluateTrain: false, evaluateTest: false, doctor: false, earlyStopping: null };
  const { batchSize } = completeTraining(training, { fewestRows: rows, allValidate: true, allHaveAccuracy: false });
  expect(report!.step).toBe(Math.ceil(rows / batchSize));
  expect(document.properties.training?.properties?.batchSize).toMatchObject({
    description: expect.stringContaining(`Default ${batchSize}, as the library's`),
  });
});

test("what is no JSON has no schema", () => {
  expect(() => takesSchema(LIBRARY.fit.onEpoch.takes)).toThrow("Cannot make a schema of");
});
