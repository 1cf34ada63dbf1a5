/** From an own file to its section on the page, and what is said where the file is gone. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import type { ExperimentResults } from "../../experiment-page/experiment-results.ts";
import { encodePng } from "../../performance/picture.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "measured-"));
  folders.push(folder);
  return folder;
}

async function call(args: readonly string[]): Promise<string> {
  const { code, stderr } = await callMinibatch(args);
  expect(code, stderr).toBe(0);
  return stderr;
}

interface Written {
  readonly results: ExperimentResults;
  readonly page: string;
  readonly told: string;
}

async function report(name: string, store: string): Promise<Written> {
  const out = join(makeFolder(), "out");
  const told = await call(["report", name, "--store", store, "--out", out]);
  const results = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as ExperimentResults;
  return { results, page: readFileSync(join(out, "index.html"), "utf8"), told };
}

/** Whether x is above 0 tells the class, but of one row, whose label is wrong. `noise` is 4 in each fifth row. */
const MISLABELLED = 197;
const ROWS = Array.from({ length: 200 }, (_, i) => {
  const x = ((i * 37) % 200) / 100 - 0.995;
  return { x, noise: (i * 7) % 5, side: x > 0 === (i !== MISLABELLED) ? "right" : "left" };
});
const TESTED = ROWS.filter(({ noise }) => noise === 4);
const CSV = `x,noise,side\n${ROWS.map(({ x, noise, side }) => `${x.toFixed(3)},${noise},${side}`).join("\n")}\n`;

const EXPERIMENT = {
  name: "sides",
  data: { file: "sides.csv", target: "side", ignore: ["noise"], split: { order: "noise", validation: 40, test: 40 } },
  model: { hidden: [] },
  optimizer: { kind: "adam", learningRate: 0.1 },
  training: { epochs: 60, batchSize: 10 },
  numerics: "strict",
};

async function sweep(folder: string): Promise<string> {
  writeFileSync(join(folder, "sides.csv"), CSV);
  writeFileSync(join(folder, "sides.json"), JSON.stringify(EXPERIMENT));
  const store = join(folder, "lab.sqlite");
  await call(["sweep", join(folder, "sides.json"), "--store", store, "--workers", "1"]);
  return store;
}

test("an own file travels in the store: its rows are measured on, in the words of the file", {
  timeout: 60_000,
}, async () => {
  const folder = makeFolder();
  const store = await sweep(folder);
  rmSync(join(folder, "sides.csv"));
  const { results, page, told } = await report("sides", store);
  expect(told).toBe("");
  const { evaluation } = results;
  expect(evaluation).toMatchObject({ task: "binary", target: "side", split: "test", rows: 40, trial: 0 });
  if (evaluation?.task !== "binary") throw new Error("it is not there");
  expect(evaluation.perClass.map(({ name, count }) => [name, count])).toEqual(
    ["left", "right"].map((name) => [name, TESTED.filter(({ side }) => side === name).length]),
  );
  expect(evaluation.accuracy).toBeGreaterThanOrEqual(0.9);
  // what is wrong in the file is what the network is most mistaken about; rows begin in line 2
  expect(evaluation.mistaken[0]).toMatchObject({ place: `line ${MISLABELLED + 2}`, picture: null });
  expect(evaluation.columns).toEqual(["x", "noise"]);
  expect(page).toContain('<section id="evaluation"');
  expect(page).toContain(`line ${MISLABELLED + 2}`);
});

test("where the file is neither in the store nor here, the page and a line say so", { timeout: 60_000 }, async () => {
  const folder = makeFolder();
  const store = await sweep(folder);
  rmSync(join(folder, "sides.csv"));
  using database = new DatabaseSync(store);
  const { results: _none } = await report("sides", store);
  database.exec(
    "DELETE FROM blobs WHERE sha256 = (SELECT json_extract(spec, '$.data.found.sha256.\"sides.csv\"') FROM experiments)",
  );
  const { results, page, told } = await report("sides", store);
  const why =
    /Cannot show how the best network does: sides\.csv \(SHA-256 [0-9a-f]{12}\.\.\.\) is neither in the store nor here as it was/;
  expect(told).toMatch(why);
  expect(page).toMatch(why);
  expect(results.evaluation).toBeUndefined();
  // beside the store, as it was: it serves; changed: it does not
  writeFileSync(join(folder, "sides.csv"), CSV);
  expect((await report("sides", store)).results.evaluation).toMatchObject({ rows: 40 });
  writeFileSync(join(folder, "sides.csv"), `${CSV}0.5,1,right\n`);
  expect((await report("sides", store)).told).toMatch(why);
});

test("a drawn set is measured on too; one that is not at hand is not spoken of", { timeout: 60_000 }, async () => {
  const folder = makeFolder();
  const store = join(folder, "lab.sqlite");
  const model = (inputs: number, units: number) => ({
    inputs,
    layers: [{ kind: "dense", units }],
    loss: units === 1 ? "sigmoid-binary-cross-entropy" : "softmax-cross-entropy",
  });
  const rest = { optimizer: "sgd", training: { epochs: 1, batchSize: 20 }, numerics: "strict" };
  const experiments = {
    points: { data: { set: "moons", rows: 200 }, model: model(2, 3), ...rest },
    typed: { data: { set: "sequences", rows: 100, splitSeed: 1 }, model: model(20, 1), ...rest },
  };
  for (const [name, experiment] of Object.entries(experiments)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ name, ...experiment }));
    await call([
      "sweep",
      join(folder, `${name}.json`),
      "--store",
      store,
      "--workers",
      "1",
      "--data",
      folder,
      "--offline",
    ]);
  }
  const { evaluation } = (await report("points", store)).results;
  expect(evaluation).toMatchObject({ task: "classes", target: "class", columns: ["input 1", "input 2"] });
  // a third output has no class
  expect(evaluation?.task === "classes" && evaluation.perClass.map(({ name }) => name)).toEqual(["0", "1", "output 3"]);
  const synthetic = await report("typed", store);
  expect([synthetic.results.evaluation, synthetic.told]).toEqual([undefined, ""]);
  expect(synthetic.page).not.toContain('id="evaluation"');
});

test("of pictures of one's own it shows what the first layer sees", { timeout: 60_000 }, async () => {
  const folder = makeFolder();
  const store = join(folder, "lab.sqlite");
  for (const side of ["left", "right"] as const) {
    mkdirSync(join(folder, "bars", side), { recursive: true });
    for (let i = 0; i < 20; i++) {
      const column = (side === "left" ? 0 : 3) + (i % 3);
      const values = Uint8Array.from({ length: 36 }, (_, at) => (at % 6 === column ? 255 - i : i));
      const png = encodePng({ height: 6, width: 6, channels: 1, values });
      writeFileSync(join(folder, "bars", side, `${i}.png`), png);
    }
  }
  const bars = {
    name: "bars",
    data: { file: "bars", target: "class", split: { seed: 1, validation: 10, test: 0 } },
    model: {
      hidden: [
        { kind: "reshape", shape: [6, 6, 1] },
        { kind: "conv2d", filters: 4, kernel: 3, activation: "relu" },
        { kind: "flatten" },
      ],
    },
    optimizer: { kind: "adam", learningRate: 0.01 },
    training: { epochs: 2, batchSize: 10 },
    numerics: "strict",
  };
  writeFileSync(join(folder, "bars.json"), JSON.stringify(bars));
  await call(["sweep", join(folder, "bars.json"), "--store", store, "--workers", "1"]);
  const { page } = await report("bars", store);
  expect(page).toContain('<h3 id="first-layer">');
  expect(page).toContain("4 filters of 3 × 3");
  expect(page).toMatch(/What each channel of layer2 gives for one picture \((?:bars\/)?(left|right)\/\d+\.png: \1/);
});
