import { expect, test } from "vitest";
import { TINY_BUDGET } from "../../test/tiny-budget.ts";
import { FULL_BUDGET } from "./budget.ts";
import { foldBudget } from "./fold-reproduction.ts";

test("a whole split is told by its rows, a reduced one by what is taken", () => {
  expect(foldBudget(FULL_BUDGET)).toMatchObject({ mnistTrain: 50_000, mnistValidation: 10_000, mnistTest: 10_000 });
  expect(foldBudget(TINY_BUDGET)).toMatchObject({
    ...{ mnistTrain: 1000, mnistValidation: 100, mnistTest: 100 },
    ...{ epochs: 2, decayEpochs: [1], bestSeeds: 2, sequenceEpochs: 2, sequenceSeeds: 2 },
  });
});
