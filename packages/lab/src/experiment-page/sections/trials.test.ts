import { expect, test } from "vitest";
import { inventExperiment, optimizersExperiment } from "../../../test/sample-experiments.ts";
import type { Html } from "../../page-kit/html.ts";
import { describeExperiment } from "../describe-experiment.ts";
import type { ExperimentPageSource } from "../page-source.ts";
import { trials } from "./trials.ts";

const whole = "the output of hidden1 is Infinity; lower the learning rate";

/** SGD fails at every seed, Adam at two of them for another reason, and once as SGD does. */
const failing = inventExperiment({
  spec: optimizersExperiment.spec,
  points: ["SGD", "RMSprop", "Adam"].map((optimizer) => ({ optimizer })),
  synthetic: false,
  invent: (configuration, repeat) => {
    const diagnosis =
      configuration === 0 || (configuration === 2 && repeat === 4)
        ? `Training stopped at step ${16 + repeat}: ${whole}`
        : configuration === 2 && repeat !== 1 && repeat < 3
          ? "the disk is full"
          : null;
    return diagnosis === null
      ? { end: 0.59, speed: 8, status: "finished", epochs: 50 }
      : { end: 0.5, speed: 8, status: "failed", epochs: 1 + configuration, diagnosis };
  },
});

/** The cells of each row of the first table, without their markup. */
function rowsOf(page: string): string[][] {
  const [table] = page.match(/<tbody>.*?<\/tbody>/s)!;
  return table
    .split("</tr>")
    .slice(0, -1)
    .map((row) =>
      row
        .split("</td>")
        .slice(0, -1)
        .map((cell) => cell.replaceAll(/<[^>]+>/g, "").trim()),
    );
}

test("a cause is told once, with the trials, configurations and seeds that it concerns", () => {
  const page = (trials.render(describeExperiment(failing) as ExperimentPageSource) as Html).markup;
  expect(page).toContain("8 trials failed; none was pruned.");
  expect(page.split(whole)).toHaveLength(2);
  expect(rowsOf(page)).toEqual([
    ["6", `Training stopped at step 16: ${whole}`, "0 to 4 and 14", "SGD and Adam", "1 to 5", "1 and 3"],
    ["2", "the disk is full", "10 and 12", "Adam", "1 and 3", "3"],
  ]);
});
