/** Descriptions agree with the doors: what these accept, reject and fill in. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DescribedKind,
  drawFields,
  drawRefused,
  drawTaken,
  everyKind,
  holdsKinds,
  neededOf,
} from "../../test/draw-described.ts";
import { xor } from "../../test/toy-data.ts";
import { defineActivation } from "../activations/define-activation.ts";
import { defineAugmentation } from "../augmentations/define-augmentations.ts";
import { SpecError } from "../errors.ts";
import { defineInitializer } from "../initializers/define-initializer.ts";
import { defineLayer } from "../layers/define-nested.ts";
import { standIns } from "../layers/layer-table.ts";
import { layerFieldPeers } from "../layers/peer-names.ts";
import { defineModel } from "../model/define-model.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import { defineSchedule } from "../schedules/define-schedule.ts";
import { fitTable, stoppingTable } from "../train/check-fit.ts";
import { createTrainer, trainerTable } from "../train/create-trainer.ts";
import { describeKinds, type FieldDescriptions } from "./describe-kinds.ts";

const tables = describeKinds();
const early = { metric: "validation-loss", patience: 1 } as const;

const doors: Readonly<Record<DescribedKind["table"], (spec: never) => unknown>> = {
  layer: (spec) => defineLayer("it", spec, "layer1"),
  activation: (spec) => defineActivation("it", spec),
  augmentation: (spec) => defineAugmentation("it", spec),
  initializer: (spec) => defineInitializer(spec, "it"),
  schedule: (spec) => defineSchedule(spec, "it"),
  optimizer: (spec) => defineOptimizer(spec, "it"),
};

/** Rules between two fields, which no description of one tells. */
const BETWEEN = /cannot be set beside|cannot run with momentum|is above most|none of them takes it/;

function refusal(call: () => unknown): string | null {
  try {
    call();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return (error as Error).message;
  }
}

/** Those that stand for others are none once they are defined: `test/nested-layers.test.ts` has them. */
const kinds = everyKind()
  .filter(({ table, kind }) => table !== "layer" || !Object.hasOwn(standIns, kind))
  .map((one) => [`${one.flavour ?? one.table} ${one.kind}`, one] as const);

describe.each(kinds)("%s", (_name, { table, kind, flavour, fields }) => {
  const head = { kind, ...(flavour !== null && { flavour }) };
  const define = (given: object): unknown => doors[table]({ ...head, ...given } as never);
  const needed = fc.record(
    Object.fromEntries(
      neededOf(fields).map((name) => [name, drawTaken(fields[name].takes, holdsKinds(table, fields))]),
    ),
  );

  test("takes what is described", () => {
    fc.assert(
      fc.property(drawFields(fields), (given) => {
        const message = refusal(() => define(given));
        if (message !== null) expect(message).toMatch(BETWEEN);
      }),
    );
  });

  test("fills in the defaults that are described", () => {
    fc.assert(
      fc.property(needed, (given) => {
        const defaults = Object.entries(fields).flatMap(([name, { fallback }]) =>
          fallback === undefined ? [] : [[name, fallback] as const],
        );
        const { layers, ...rest } = given as { readonly layers?: readonly object[] };
        const made = define(given) as Record<string, unknown>;
        // a bare name stands for all that its kind has, a number for two
        const named = Object.keys(rest).filter((name) => ["kind", "either"].includes(fields[name].takes.type));
        expect(made).toEqual({
          ...head,
          ...("name" in fields && { name: "layer1" }),
          ...Object.fromEntries(defaults),
          ...rest,
          ...Object.fromEntries(named.map((name) => [name, made[name]])),
          ...(layers && { layers: layers.map((layer, i) => defineLayer("it", layer, `layer1-${i + 1}`)) }),
        });
      }),
      { numRuns: 10 },
    );
  });

  test.each(Object.keys(fields))("%s: refuses all else", (name) => {
    fc.assert(
      fc.property(needed, drawRefused(fields[name].takes), (given, value) => {
        expect(refusal(() => define({ ...given, [name]: value }))).toMatch(new RegExp(`^it\\.${name}\\b`));
      }),
    );
  });

  test("needs what has no default", () => {
    if (neededOf(fields).length === 0) expect(refusal(() => define({}))).toBeNull();
    else expect(refusal(() => define({}))).toContain(`it.${neededOf(fields)[0]}: is missing: `);
    expect(refusal(() => define({ "?": 1 }))).toContain("it.?: cannot be read");
  });
});

test("a model takes its own fields", () => {
  const model = { inputs: 1, layers: [{ kind: "flatten" }, { kind: "dense", units: 2 }], loss: "mean-squared-error" };
  expect(Object.keys(tables.model)).toEqual(Object.keys(defineModel(model as never)));
  for (const name of ["inputs", "loss"] as const) {
    fc.assert(
      fc.property(drawTaken(tables.model[name].takes), drawRefused(tables.model[name].takes), (taken, refused) => {
        expect(refusal(() => defineModel({ ...model, [name]: taken } as never))).toBeNull();
        expect(refusal(() => defineModel({ ...model, [name]: refused } as never))).toMatch(
          new RegExp(`^${name}(\\[0\\])?: `),
        );
      }),
    );
  }
});

test.each([
  ["fit", tables.fit, fitTable.fields],
  ["early stopping", tables.earlyStopping, stoppingTable.fields],
  ["createTrainer", tables.trainer, trainerTable.fields],
] as const)("options of %s: what is JSON is taken and refused as described", (_call, described, table) => {
  const checked = table as Readonly<Record<string, { read(value: unknown, path: string): unknown }>>;
  const json = Object.entries(described).filter(([, { takes }]) => JSON.stringify(takes).includes('"value"') === false);
  // augmentations are checked where they are loaded, and above
  const plain = json.filter(([, { takes }]) => !["function", "fields", "list"].includes(takes.type));
  expect(plain.length).toBeGreaterThan(3);
  for (const [name, { takes, fallback }] of plain) {
    if (fallback !== undefined) expect(checked[name].read(fallback, name)).toEqual(fallback);
    fc.assert(
      fc.property(drawTaken(takes), drawRefused(takes), (taken, refused) => {
        expect(refusal(() => checked[name].read(taken, name))).toBeNull();
        expect(refusal(() => checked[name].read(refused, name))).toContain(`${name}: `);
      }),
    );
  }
});

test("what a call fills in is what is described", async () => {
  const fallbacksOf = (fields: FieldDescriptions): object =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, { fallback }]) => (fallback === undefined ? [] : [[name, fallback]])),
    );
  const told: object[] = [{}, fallbacksOf(tables.trainer)];
  const fitted: object[] = [
    {},
    { ...fallbacksOf(tables.fit), earlyStopping: { ...early, ...fallbacksOf(tables.earlyStopping) } },
  ];
  expect(Object.keys(told[1])).toEqual(["seed", "numerics", "precision", "backend", "blas"]);
  expect(Object.keys(fitted[1])).toEqual(["shuffle", "evaluateTrain", "doctor", "earlyStopping"]);
  const results = told.map(async (options, i) => {
    const layers = [
      { kind: "dense", units: 4, activation: "tanh" },
      { kind: "dense", units: 2 },
    ] as const;
    using trainer = await createTrainer({
      model: { inputs: 2, layers, loss: "softmax-cross-entropy" },
      optimizer: "adam",
      ...options,
    });
    const given = { epochs: 9, batchSize: 2, validation: xor, earlyStopping: early, ...fitted[i] };
    return { reports: await trainer.fit(xor, given), weights: trainer.weights() };
  });
  const [left, given] = await Promise.all(results);
  expect(left).toEqual(given);
});

describe("sentences", () => {
  const named = [...everyKind().map(({ kind, fields }) => [kind, fields] as const), ["model", tables.model] as const];

  test("every kind and every field has one", () => {
    for (const table of ["layer", "activation", "loss", "initializer", "schedule", "optimizer"] as const) {
      for (const { says } of Object.values(tables[table])) expect(says).toMatch(/\S/);
    }
    const silent = named.flatMap(([kind, fields]) => silentOf(fields).map((name) => `${kind}.${name}`));
    expect(silent).toEqual([]);
  });

  test("none holds a default or a range, which the description tells", () => {
    const all = JSON.stringify(tables).matchAll(/"says":"([^"]*)"/g);
    for (const [, says] of all) expect(says).not.toMatch(/\bDefault\b|at least|at most/);
  });
});

function silentOf(fields: FieldDescriptions): string[] {
  return Object.entries(fields).flatMap(([name, { says, takes }]) => [
    ...(says === undefined ? [name] : []),
    ...(takes.type === "fields" ? silentOf(takes.fields).map((inner) => `${name}.${inner}`) : []),
  ]);
}

test("what comes is JSON", () => {
  const { fit, earlyStopping, trainer, ...kinds } = tables;
  for (const part of [kinds, fit, earlyStopping, trainer]) expect(JSON.parse(JSON.stringify(part))).toEqual(part);
});

test("every kind of layer says what other programs call it", () => {
  const without = Object.entries<{ elsewhere?: object }>(tables.layer).filter(([, { elsewhere }]) => !elsewhere);
  expect(without.map(([kind]) => kind)).toEqual([]);
  expect(tables.layer["max-pool2d"].elsewhere).toMatchObject({ keras: "MaxPooling2D", torch: "MaxPool2d" });
});

test("every field of a layer says so too, and none that no layer has", () => {
  const fields = Object.values<{ fields: object }>(tables.layer).flatMap((kind) => Object.keys(kind.fields));
  expect(Object.keys(layerFieldPeers).toSorted()).toEqual([...new Set(fields)].toSorted());
});

test("a field of theirs that is called otherwise is understood where it is refused", () => {
  const misunderstood: string[] = [];
  for (const [kind, { fields }] of Object.entries<{ fields: FieldDescriptions }>(tables.layer)) {
    for (const name of Object.keys(fields)) {
      const { keras, torch } = layerFieldPeers[name];
      for (const theirs of [keras, torch]) {
        if (theirs === null || Object.hasOwn(fields, theirs) || !/^[a-z_]+$/.test(theirs)) continue;
        const said = refusal(() => defineLayer("it", { kind, [theirs]: 1 } as never, "layer1"));
        if (!said?.includes(`did you mean ${name}?`)) misunderstood.push(`${kind}.${name}: ${said}`);
      }
    }
  }
  expect(misunderstood).toEqual([]);
});
