/** Three hundred networks that nobody wrote: gradients, the same bits on any threads, in Node 20 and in Chromium. */
import { expect, test } from "vitest";
import { testWith } from "../../../lab/test/requirements.ts";
import { compareInNode, compareThere, isolation, withPage } from "../recorded/elsewhere.ts";
import type { RecordedTraining } from "../recorded/recorded-training.ts";
import { expectRightGradients, expectSameBits } from "./check-drawn.ts";
import { drawTraining } from "./draw-model.ts";

const COUNT = 300;
const EACH = 30;
const recorded: RecordedTraining[] = [];

const parts = Array.from({ length: COUNT / EACH }, (_, part) => part * EACH);

test.each(parts)("those from %i on", { timeout: 300_000 }, async (from) => {
  for (let number = from; number < from + EACH; number++) {
    const training = drawTraining(number);
    try {
      expectRightGradients(training.model);
      const strict = await expectSameBits(training, [1, 2, 3, 4]);
      // fast figures are another machine's business
      recorded.push({ ...training, stopAt: null, strict, fast: strict });
    } catch (error) {
      throw new Error(`${JSON.stringify(training)}: ${(error as Error).message}`, { cause: error });
    }
  }
});

testWith(
  "node20",
  "all of them in Node 20",
  async (node) => {
    expect(recorded).toHaveLength(COUNT);
    for (const { differ, compared } of await compareInNode(node, recorded, [0, 2])) {
      expect({ differ, compared }).toEqual({ differ: [], compared: COUNT });
    }
  },
  300_000,
);

testWith(
  "chromium",
  "all of them in an isolated page",
  (path) =>
    withPage(path, recorded, isolation, async (page) => {
      expect(recorded).toHaveLength(COUNT);
      for (const count of [0, 2]) {
        const { differ, compared } = await compareThere(page, "strict", count);
        expect({ differ, compared }).toEqual({ differ: [], compared: COUNT });
      }
    }),
  300_000,
);
