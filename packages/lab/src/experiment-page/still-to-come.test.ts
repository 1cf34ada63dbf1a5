import { expect, test } from "vitest";
import { inventExperiment, optimizersExperiment } from "../../test/sample-experiments.ts";
import type { Html } from "../page-kit/html.ts";
import { describeExperiment } from "./describe-experiment.ts";
import type { ExperimentLife, ExperimentPageInput } from "./experiment-page-input.ts";
import type { ExperimentPageSource } from "./page-source.ts";
import { overview } from "./sections/overview.ts";
import { countStillToCome } from "./still-to-come.ts";

const command = "cd /home/ann/lab && minibatch sweep long.ts --workers 2";
const killed: ExperimentLife = { kind: "killed", at: new Date("2026-11-25T11:38:02.500Z"), command };

/** 9 finished, 2 that the store says are running, 4 that wait. */
const begun = inventExperiment({
  spec: optimizersExperiment.spec,
  points: ["SGD", "RMSprop", "Adam"].map((optimizer) => ({ optimizer })),
  synthetic: false,
  invent: (configuration, repeat) => {
    const number = configuration * 5 + repeat;
    const status = number < 9 ? "finished" : number < 11 ? "running" : "ready";
    return { end: 0.57, speed: 5, status, epochs: { finished: 50, running: 12, ready: 0 }[status] };
  },
});

/** The page's first section, as text; it has no figures. */
function overviewOf(life: ExperimentLife | null): string {
  const page = describeExperiment({ ...begun, life }) as ExperimentPageSource;
  return (overview.render(page) as Html).markup.replaceAll(/<[^>]+>/g, " ").replaceAll("&amp;", "&");
}

test("of a killed experiment: since when, what was left half-way, and the command that goes on", () => {
  const overview = overviewOf(killed);
  expect(overview).toContain("KILLED at 2026-11-25 11:38:02 UTC, nobody works on it: 6 trials still to come.");
  expect(overview).toContain("9 finished, 2 left half-way and 4 waiting");
  expect(overview).not.toMatch(/running|UNFINISHED|experiment\.json/);
  expect(overview).toMatch(
    /Go on with the 6 trials that are still to come, those that were begun from their last epochs; to be pasted anywhere:\s+Copy\s+cd \/home/,
  );
  expect(overview).toContain(command);
});

test("a stopped one goes on by its file, as does a killed one whose command is not known", () => {
  const stopped = overviewOf({ kind: "idle" });
  expect(stopped).toContain("STOPPED, nobody works on it: 6 trials still to come.");
  expect(stopped).toContain("2 left half-way");
  expect(stopped).toContain("minibatch sweep experiment.json");
  expect(overviewOf({ ...killed, command: null })).toContain("minibatch sweep experiment.json");
});

test("what a worker has, or takes next, is not left; who works on it is not told to go on", () => {
  const working = overviewOf({ kind: "working" });
  expect(working).toContain("UNFINISHED: 6 trials still to come.");
  expect(working).toContain("9 finished, 2 running and 4 waiting");
  expect(working).not.toContain("Go on with");
  expect(overviewOf({ kind: "queued" })).toContain("WAITING for a worker: 6 trials still to come.");
  expect(overviewOf(null)).toContain("UNFINISHED: 6 trials still to come.");
});

test("trials that a search has not drawn yet are still to come, unless it was cancelled", () => {
  const later = (part: Partial<ExperimentPageInput["summary"]>) =>
    countStillToCome({ summary: { ...begun.summary, expectedTrials: 40, ...part } });
  expect(later({})).toBe(31);
  expect(later({ cancelled: true })).toBe(6);
});
