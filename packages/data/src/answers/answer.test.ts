import { DataError } from "minibatch";
import { describe, expect, test } from "vitest";
import { firstRows, tableOf } from "../../test/frames.ts";
import { fitPreparation } from "../preprocessing/fit-preparation.ts";
import { prepareTargets } from "../preprocessing/prepare-targets.ts";
import { inferTarget } from "../targets/infer-target.ts";
import { targetNumbers } from "../targets/target-numbers.ts";
import { answer } from "./answer.ts";
import { evaluateAnswers } from "./evaluate-answers.ts";

const table = tableOf({
  x: [1, 2, 3, 4],
  species: ["b", "a", "c", "a"],
  sold: ["no", "yes", "yes", "no"],
  left: [0, 1, 1, 0],
  right: [1, 1, 0, 0],
  price: [100, 200, 300, 600],
});

const fit = (target: string | string[], steps: Parameters<typeof fitPreparation>[1]["steps"] = "auto") =>
  fitPreparation(table, {
    target: inferTarget(table, target),
    ignore: ["species", "sold", "left", "right", "price"].filter((name) => !target.includes(name)),
    steps,
    train: firstRows(4),
  });

describe("answers", () => {
  test("of classes: the first of the most likely, by name", () => {
    expect(answer(fit("species"), Float32Array.of(0.25, 0.5, 0.25, 0.375, 0.25, 0.375))).toEqual([
      { task: "classes", class: "b", probability: 0.5, probabilities: { a: 0.25, b: 0.5, c: 0.25 } },
      { task: "classes", class: "a", probability: 0.375, probabilities: { a: 0.375, b: 0.25, c: 0.375 } },
    ]);
  });

  test("of two: the likelier one's probability", () => {
    expect(answer(fit("sold"), [0.75, 0.25, 0.5])).toEqual([
      { task: "binary", class: "yes", probability: 0.75, probabilities: { no: 0.25, yes: 0.75 } },
      { task: "binary", class: "no", probability: 0.75, probabilities: { no: 0.75, yes: 0.25 } },
      { task: "binary", class: "no", probability: 0.5, probabilities: { no: 0.5, yes: 0.5 } },
    ]);
  });

  test("of labels: those that are likelier than not", () => {
    expect(answer(fit(["left", "right"]), [0.75, 0.5])).toEqual([
      { task: "labels", labels: ["left"], probabilities: { left: 0.75, right: 0.5 } },
    ]);
  });

  test("of numbers: in their unit, whatever steps the target had", () => {
    const preparation = fit("price", [
      "standardize",
      { kind: "log", columns: "target", offset: 0 },
      { kind: "robust", columns: ["price"] },
    ]);
    const told = answer(preparation, prepareTargets(preparation, table).values);
    expect(told.map((one) => one.task === "regression" && Math.round(one.values.price! * 1e3) / 1e3)).toEqual([
      100, 200, 300, 600,
    ]);
  });

  test("a class may have any name", () => {
    const preparation = fit("species");
    const target = { ...preparation.target, classes: ["__proto__", "2", "1"] };
    const [only] = answer({ ...preparation, target }, [0.5, 0.25, 0.25]);
    expect(only?.task === "classes" && [only.class, Object.keys(only.probabilities)]).toEqual([
      "__proto__",
      ["1", "2", "__proto__"],
    ]);
  });

  test("of what is no output", () => {
    expect(() => answer(fit("species"), [0.5, 0.5])).toThrow(
      new DataError("Cannot answer: 2 outputs do not make rows of 3; give what trainer.predict gives for this target"),
    );
    expect(() => answer(fit("sold"), [0.5, Number.NaN])).toThrow(
      new DataError("Cannot answer: output 0 of row 1 is NaN, should be finite"),
    );
  });
});

describe("figures", () => {
  test("of a target that never changes there is no R squared", () => {
    const found = evaluateAnswers(fit("price", ["standardize"]), [110, 90, 100], [100, 100, 100]);
    expect(found.task === "regression" && found.perTarget[0]).toEqual({
      name: "price",
      rSquared: null,
      meanAbsoluteError: 20 / 3,
      rootMeanSquaredError: Math.sqrt(200 / 3),
      meanError: 0,
    });
  });

  test("want as many outputs as targets", () => {
    expect(() => evaluateAnswers(fit("price"), [1, 2], [1])).toThrow(
      new DataError(
        "Cannot evaluate: 2 rows of outputs and 1 targets in 1 column; give as many of both, at least one row",
      ),
    );
    expect(() => evaluateAnswers(fit("price"), [], [])).toThrow("at least one row");
  });

  test("of answers that are right are right", () => {
    const preparation = fit("species");
    const outputs = [0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0];
    const found = evaluateAnswers(preparation, outputs, targetNumbers(preparation.target, table));
    expect(found.task === "classes" && [found.accuracy, found.confusion, found.reliability.expectedError]).toEqual([
      1,
      [
        [2, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      0,
    ]);
  });
});
