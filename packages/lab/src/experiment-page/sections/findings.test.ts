import type { Finding } from "minibatch";
import { expect, test } from "vitest";
import type { Html } from "../../page-kit/html.ts";
import type { ExperimentPageSource } from "../page-source.ts";
import { findings } from "./findings.ts";

const finding = (kind: Finding["kind"], layer: string | null = null): Finding => ({
  ...{ kind, layer, epoch: 1, says: `It is ${kind}.`, because: {} },
  advices: [{ says: "Change it.", change: { "optimizer.learningRate": 0.01 } }],
});

function render(found: ReadonlyMap<number, readonly Finding[]>): string {
  const trials = [10, 11, 12].map((id, number) => ({ id, number }));
  const source = { input: { trials, findings: found }, marks: [] } as unknown as ExperimentPageSource;
  return (findings.render(source) as Html).markup;
}

test("a row for each kind and layer, the most frequent first, with its trials and the first advice", () => {
  const page = render(
    new Map([
      [10, [finding("dead-units", "layer1")]],
      [11, [finding("rate-too-low"), finding("dead-units", "layer2")]],
      [12, [finding("rate-too-low")]],
    ]),
  );
  expect(page.indexOf("rate-too-low")).toBeLessThan(page.indexOf("dead-units"));
  expect(page.match(/<code>dead-units<\/code>/g)).toHaveLength(2);
  expect(page).toContain("optimizer.learningRate: 0.01");
  expect(page).toContain("1 and 2");
  expect(page).toContain("Findings in 3 trials");
});

test("where nothing was found the page says so", () => {
  expect(render(new Map())).toContain("The doctor found nothing wrong.");
});
