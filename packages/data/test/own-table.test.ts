import { restoreTrainer } from "minibatch";
import { expect, test } from "vitest";
import { birds } from "./own-table.ts";
import { trainOnTable } from "./own-table-program.ts";

test("a table is trained on, the model saved and opened, raw rows answered", async () => {
  const { answers, accuracy, bytes, says } = await trainOnTable(birds(300));
  expect(accuracy).toBeGreaterThan(0.9);
  expect(answers.map((one) => one.task === "classes" && one.class)).toEqual(["Gentoo", "Adelie", "Chinstrap"]);
  expect(says).toEqual([
    "species: 3 classes, in this order: Adelie, Chinstrap, Gentoo; 3 outputs with softmax, one a class; the loss is cross-entropy",
    "bill: missing numbers (9 of 180 training rows) filled by the median, and marked, since that a number is missing may itself tell something",
    "bill, mass: standardized, so that a column's unit does not decide how much it weighs",
    "island: one-hot, since it is of texts; a text that no training row has is zeros throughout",
  ]);
  // who asks for the network alone restores it as from any checkpoint
  using trainer = await restoreTrainer(bytes);
  expect(trainer.model.inputs).toBe(5);
});
