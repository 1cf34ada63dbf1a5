/**
 * Every figure told of a trial is that of the network it keeps, as `evaluate` finds it; or a note says that no such
 * network is kept.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** At such a rate losses and accuracies go up and down, each in its way. */
const SPEC = {
  data: { set: "sequences", splitSeed: 1, rows: 400 },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 16, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "sgd", learningRate: 2 },
};

async function call(...args: string[]): Promise<{ readonly told: string; readonly stdout: string }> {
  const data = ["sweep", "train", "evaluate"].includes(args[0]!) ? ["--data", folder, "--offline"] : [];
  const store = args[1]!.endsWith(".minibatch") ? [] : ["--store", join(folder, "lab.sqlite")];
  const { code, stdout, stderr } = await callMinibatch([...args, ...store, ...data]);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  return { told: `${stderr}${stdout}`.replaceAll(/\s+/g, " "), stdout };
}

async function tell(...args: string[]): Promise<string> {
  return (await call(...args)).told;
}

async function document(...args: string[]) {
  return JSON.parse((await call(...args, "--json")).stdout);
}

function write(name: string, training: object, rest: object = {}): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ name, ...SPEC, training: { batchSize: 8, ...training }, ...rest }));
  return file;
}

/** Whether a page has the text; not the page itself, which a failure would print. */
function isOn(file: string): (text: string) => boolean {
  const page = readFileSync(file, "utf8").replaceAll("&#39;", "'");
  return (text) => page.includes(text);
}

const best = (figures: number[]): number => Math.max(...figures);

describe.each([
  ["patience runs out, watching another figure", "patience", { epochs: 60, earlyStopping: { patience: 4 } }],
  ["the epochs run out before it", "epochs", { epochs: 12, earlyStopping: { patience: 50 } }],
] as const)("%s", (_, name, training) => {
  test("sweep, runs list, show, compare and evaluate agree", { timeout: 90_000 }, async () => {
    const swept = await document("sweep", write(name, training, { repeats: 2 }));
    expect(swept.networkKept).toBe(true);
    const { trials, networkKept } = await document("runs", "list", name);
    expect(networkKept).toBe(true);
    const overEpochs: number[] = [];
    for (const { trial, objective, objectiveEpoch, keptEpoch } of trials) {
      const evaluated = await document("evaluate", `${name}/${trial}`);
      expect(evaluated).toMatchObject({ accuracy: objective, keptEpoch });
      expect(objectiveEpoch).toBe(keptEpoch);
      const shown = await document("runs", "show", `${name}/${trial}`);
      expect(shown).toMatchObject({ objective, objectiveEpoch, keptEpoch });
      expect(shown.metrics.validationLoss[keptEpoch - 1]).toBe(evaluated.loss);
      expect(shown.metrics.keptEpoch.at(-1)).toBe(keptEpoch);
      overEpochs.push(best(shown.metrics.validationAccuracy));
    }
    const objectives: number[] = trials.map(({ objective }: { objective: number }) => objective);
    // what was told before: the best over the epochs, of networks that are not kept
    expect(objectives).not.toEqual(overEpochs);
    expect(swept.best.objective).toBe(best(objectives));
    const [configuration] = swept.configurations;
    expect(configuration.mean).toBeCloseTo((objectives[0]! + objectives[1]!) / 2, 12);
    const compared = await document("runs", "compare", name);
    expect([compared.networkKept, compared.ranking[0].mean]).toEqual([true, configuration.mean]);
    const byMetric = await document("runs", "compare", name, "--metric", "validation-accuracy");
    expect(byMetric).toMatchObject({ at: "kept", networkKept: true, ranking: [{ mean: configuration.mean }] });
    expect(await document("runs", "compare", name, "--epoch", "last")).toMatchObject({ networkKept: false });
  });
});

test("so does the page", async () => {
  const compared = await document("runs", "compare", "epochs");
  const out = join(folder, "page");
  await tell("report", "epochs", "--out", out);
  const page = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
  expect(page).toMatchObject({ networkKept: true, configurations: [{ mean: compared.ranking[0].mean }] });
  const told = ["of the network that is kept, greatest mean first", "no such network is kept)"];
  expect(told.map(isOn(join(out, "index.html")))).toEqual([true, false]);
});

test("train tells the figures, and the epoch, of the network that it writes", { timeout: 60_000 }, async () => {
  const model = join(folder, "one.minibatch");
  const file = write("one", { epochs: 12, earlyStopping: { patience: 50 } });
  const { told, stdout } = await call("train", file, "--out", model, "--json");
  const trained = JSON.parse(stdout);
  expect(trained.keptEpoch).toBeLessThan(12);
  expect(await document("evaluate", model)).toMatchObject({ ...trained.validation, keptEpoch: trained.keptEpoch });
  expect(await tell("evaluate", model)).toContain(`, epoch ${trained.keptEpoch}, on the validation split`);
  expect(told).toContain(`seed 1; the network is that of epoch ${trained.keptEpoch} `);
  // the line of the trial as well
  const figures = [trained.validation.accuracy, trained.validation.loss].map((figure: number) => figure.toFixed(4));
  expect(told).toContain(`accuracy ${figures[0]}, loss ${figures[1]}`);
});

describe("objective.at best where no weights are put back", () => {
  const objective = { metric: "validation-accuracy", at: "best" };
  const NOT_KEPT = "no such network is kept";

  test("is told with the words that no such network is kept, everywhere", { timeout: 90_000 }, async () => {
    const swept = await call("sweep", write("best", { epochs: 12 }, { objective, repeats: 2 }), "--json");
    expect(JSON.parse(swept.stdout)).toMatchObject({ networkKept: false });
    expect(swept.told).toContain(
      "The best configurations by their mean validation-accuracy at each trial's best epoch (no such network is kept):",
    );
    expect(swept.told).toContain(
      "no such network is kept, the last epoch's is. To keep it, set training.earlyStopping",
    );
    expect(await tell("runs", "list")).toMatch(
      /The best of best\b.* is, or may be, the figure of a network that is not kept/,
    );
    expect((await document("runs", "list")).experiments).toContainEqual(
      expect.objectContaining({ name: "best", networkKept: false }),
    );
    for (const command of ["list", "show", "compare"]) {
      expect(await tell("runs", command, "best")).toContain(NOT_KEPT);
      expect(await document("runs", command, "best")).toMatchObject({ networkKept: false });
    }
    const { trials } = await document("runs", "list", "best");
    const other = trials.find(({ objectiveEpoch }: { objectiveEpoch: number }) => objectiveEpoch < 12);
    expect(other.keptEpoch).toBe(12);
    expect(await tell("runs", "show", `best/${other.trial}`)).toContain(
      `, of epoch ${other.objectiveEpoch}: no such network is kept, but that of epoch 12`,
    );
    const out = join(folder, "best-page");
    await tell("report", "best", "--out", out);
    const told = [
      "Validation accuracy at each trial's best epoch (no such network is kept), greatest mean first",
      "no such network is kept, the last epoch's is.",
    ];
    expect(told.map(isOn(join(out, "index.html")))).toEqual([true, true]);
    expect(JSON.parse(readFileSync(join(out, "results.json"), "utf8")).networkKept).toBe(false);
  });

  test("and by train, whose figures are those of the network that it writes", { timeout: 60_000 }, async () => {
    const model = join(folder, "last.minibatch");
    const { told, stdout } = await call(
      "train",
      write("last", { epochs: 12 }, { objective }),
      "--out",
      model,
      "--json",
    );
    const trained = JSON.parse(stdout);
    expect(trained).toMatchObject({ keptEpoch: 12, networkKept: false });
    expect(await document("evaluate", model)).toMatchObject(trained.validation);
    expect(told).toContain(NOT_KEPT);
  });
});
