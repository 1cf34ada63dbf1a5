/**
 * What pages describe is what the library and the lab take: experiments, specs in a sentence or a table, names of
 * functions.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as library from "minibatch";
import * as node from "minibatch/node";
import * as web from "minibatch/web";
import { afterAll, expect, test } from "vitest";
import { readGradcheckSpec } from "../packages/lab/src/cli/gradcheck/read-gradcheck-spec.ts";
import { readExperiment } from "../packages/lab/src/experiment-files/read-experiment.ts";
import { findBlocks, PAGES, readInlineCodes, readPage } from "./code-blocks.ts";

const folder = mkdtempSync(join(tmpdir(), "minibatch-pages-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Codes within the text of all pages that look like this, each with its page. */
function findCodes(pattern: RegExp): (readonly [page: string, code: string])[] {
  return PAGES.flatMap((page) =>
    readInlineCodes(readPage(page))
      .filter((code) => pattern.test(code) && !code.includes("..."))
      .map((code) => [page, code] as const),
  );
}

/** How a block is read, by the word behind its language; without one, or with its file's name, it is an experiment. */
const READERS: Readonly<Record<string, (file: string) => unknown>> = {
  gradcheck: readGradcheckSpec,
};

/** What it says, complete; its files are the examples' tables, by themselves or in the examples' folder. */
const readSpec = async (file: string): Promise<unknown> => (await readExperiment(file)).spec;

const data = join(import.meta.dirname, "../examples/data");
cpSync(data, folder, { recursive: true });
cpSync(data, join(folder, "examples/data"), { recursive: true });

test.each(findBlocks("yaml", "json").map((block) => [block.page, block.line, block] as const))(
  "%s:%i is read",
  async (_page, _line, { language, word, code }) => {
    const read = word === "" || word.endsWith(".yaml") ? readSpec : READERS[word];
    if (read === undefined) throw new Error(`nobody knows how to read a block of ${word}`);
    expect(await read(write(`block.${language}`, code))).toHaveProperty("model");
  },
);

const modelOf = (layer: object) => ({
  inputs: 2,
  layers: [layer, { kind: "dense", units: 1 }],
  loss: "mean-squared-error",
});

/** For a layer of pictures. */
const pictureModelOf = (layer: object) => ({
  inputs: [8, 8, 16],
  layers: [layer, { kind: "flatten" }, { kind: "dense", units: 1 }],
  loss: "mean-squared-error",
});

/** A spec of a kind belongs behind one of these. */
const DOORS: readonly ((spec: never) => unknown)[] = [
  library.defineOptimizer,
  library.defineSchedule,
  library.defineInitializer,
  (layer) => library.defineModel(modelOf(layer) as never),
  (layer) => library.defineModel(pictureModelOf(layer) as never),
  (activation) => library.defineModel(modelOf({ kind: "dense", units: 1, activation }) as never),
  (loss) => library.defineLoss(loss),
  (augmentation) => library.defineAugmentations("augment", [augmentation]),
];

/** Why no door takes it; null when one does. */
function refusal(spec: object): string | null {
  let reason = "";
  for (const door of DOORS) {
    try {
      door(spec as never);
      return null;
    } catch (error) {
      reason += `${(error as Error).message}\n`;
    }
  }
  return reason;
}

// rows of data have a kind, too
const specs = findCodes(/^\{ kind: "(?!.*\brows\b).*\}$/);

test("specs stand in the pages", () => {
  expect(specs.length).toBeGreaterThan(30);
});

test.each(specs)("%s: the library takes %s", (_page, code) => {
  expect(refusal(new Function(`return (${code})`)())).toBeNull();
});

test("a spec that no door takes is noticed", () => {
  expect(refusal({ kind: "adam", beta3: 1 })).toContain("beta3");
});

/** An experiment of YAML with two ranges, `lines` below. */
function experimentWith(...lines: readonly string[]): string {
  const layers = "[{ kind: dense, units: 20, activation: relu }, { kind: dense, units: 1 }]";
  return [
    "name: a",
    "data: { set: sequences }",
    `model: { inputs: 20, layers: ${layers}, loss: sigmoid-binary-cross-entropy }`,
    "optimizer: sgd",
    "training: { epochs: 27 }",
    ...lines,
    "",
  ].join("\n");
}

const TARGETS = ["optimizer.learningRate", "model.layers[0].units", "model.layers[0].activation"];

test.each(findCodes(/^\{ (?:kind: [a-z-]+, low|values: \[)/))(
  "%s: the lab takes the parameter %s",
  async (_page, code) => {
    // where it goes is not said: to one of these
    const reading = TARGETS.map((at) => {
      const search = code.includes("values") ? "grid" : "{ kind: random, configurations: 2 }";
      const parameter = code.replace(/ \}$/, `, at: "${at}" }`);
      return readSpec(
        write(
          `${at.replaceAll(/\W/g, "-")}.yaml`,
          experimentWith(`search: ${search}`, `parameters: { p: ${parameter} }`),
        ),
      );
    });
    await expect(Promise.any(reading)).resolves.toHaveProperty("parameters.p");
  },
);

test.each(findCodes(/^(?:search|pruning|objective): [\w{]/))("%s: the lab takes %s", async (_page, code) => {
  const ranges = "{ a: { kind: uniform, low: 0, high: 0.9, steps: 3, at: optimizer.momentum } }";
  const experiment = experimentWith(`parameters: ${ranges}`, code);
  expect(await readSpec(write("line.yaml", experiment))).toHaveProperty("search.kind");
});

const exported: Readonly<Record<string, unknown>> = { ...library, ...node, ...web };
using trainer = await library.createTrainer({ model: modelOf({ kind: "dense", units: 1 }) as never, optimizer: "sgd" });

/** Codes of the second column, ours, in the tables for those who come from elsewhere. */
const ours = PAGES.filter((page) => page.includes("/coming-from/")).flatMap((page) =>
  [...readPage(page).matchAll(/^\| .*? \| (.*?) \|/gm)].flatMap((row) => readInlineCodes(row[1]!)),
);

test.each(ours.filter((code) => /^trainer\.\w+\(/.test(code)))("a trainer has %s", (code) => {
  expect(trainer).toHaveProperty(code.slice("trainer.".length).split("(")[0]!, expect.any(Function));
});

test.each(ours.filter((code) => /^\w+\(/.test(code)))("a door of the library exports %s", (code) => {
  expect(exported).toHaveProperty(code.split("(")[0]!, expect.any(Function));
});
