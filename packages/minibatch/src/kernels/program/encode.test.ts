/** Which operations a step is made of, and by what each is shared out among threads: another way gives the same bits, later. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { drawBlobs, drawSparse } from "../../../test/toy-data.ts";
import { everyWasmBackend } from "../../../test/wasm-backends.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { LayerInput } from "../../model/define-model.ts";
import { createTrainer, type TrainerOptions } from "../../train/create-trainer.ts";
import type { Trainer } from "../../train/trainer.ts";
import { finish, op } from "./opcodes.ts";
import { Words } from "./words.ts";

afterEach(() => void vi.restoreAllMocks());

const [backend] = await everyWasmBackend();
const names = new Map<number, string>(Object.entries(op).map(([name, code]) => [code, name]));

interface Given {
  readonly data: Dataset;
  readonly layers: readonly LayerInput[];
  readonly loss?: TrainerOptions["model"]["loss"];
  readonly optimizer?: TrainerOptions["optimizer"];
}

/** The words of each operation that `use` has a program made of, the first being its name. */
async function operationsOf(
  { data, layers, loss = "softmax-cross-entropy", optimizer = "sgd" }: Given,
  use: (trainer: Trainer) => Promise<unknown>,
): Promise<(string | number)[][]> {
  const emit = vi.spyOn(Words.prototype, "emit");
  using trainer = await createTrainer({ model: { inputs: data.x.features, layers, loss }, optimizer, backend });
  await use(trainer);
  const operations = emit.mock.calls.map(([code, ...words]) => [names.get(code) ?? "unknown", ...words]);
  emit.mockRestore();
  return operations;
}

const step =
  ({ x, y }: Dataset) =>
  (trainer: Trainer): Promise<unknown> =>
    trainer.fit({ x, y }, { epochs: 1, batchSize: x.rows });

async function namesOfStep(given: Given): Promise<string> {
  return (await operationsOf(given, step(given.data))).map(([name]) => name).join(" ");
}

const dense = (units: number, options: object = {}): LayerInput => ({ kind: "dense", units, ...options });
const dropout: LayerInput = { kind: "dropout", rate: 0.5 };
const data = drawBlobs(32, 20, 3, 1);

describe("a step's operations", () => {
  const backward = "barrier stopUnlessFinite denseGradient columnSums";

  test.each<[string, Omit<Given, "data">, string]>([
    [
      "ReLU is part of the product before it, and its mask of the one after it",
      { layers: [dense(8, { activation: "relu" }), dense(3)] },
      `denseForward denseForward softmax backwardInput ${backward} denseGradient columnSums barrier`,
    ],
    [
      "dropout in front: its mask goes over the rows first",
      { layers: [dropout, dense(3)] },
      `multiply denseForward softmax backwardInput ${backward} barrier`,
    ],
    [
      "dropout between: the mask of ReLU goes over all numbers",
      { layers: [dense(8, { activation: "relu" }), dropout, dense(3)] },
      `denseForward multiply denseForward softmax backwardInput multiply activateBackward ${backward} denseGradient columnSums barrier`,
    ],
    [
      "a loss of elements waits for rows, and what follows waits for it: they cut the elements elsewhere",
      { layers: [dense(3, { activation: "tanh" })], loss: "mean-squared-error" },
      `denseForward activate barrier elementLoss barrier activateBackward ${backward} barrier`,
    ],
  ])("%s", async (_, given, expected) => {
    const y: Dataset["y"] =
      given.loss === undefined ? data.y : { kind: "values", columns: 3, values: new Float32Array(32 * 3).fill(1) };
    expect(await namesOfStep({ ...given, data: { ...data, y } })).toBe(expected);
  });

  const before = "denseForward softmax barrier stopUnlessFinite denseGradient columnSums barrier";
  test.each<[string, Given["optimizer"], object, string]>([
    [
      "a penalty is seen to be finite before the update",
      "sgd",
      { regularizer: { l2: 0.1 } },
      "penalty barrier stopUnlessFinite barrier update barrier",
    ],
    [
      "also of magnitudes",
      "sgd",
      { regularizer: { l1: 0.1 } },
      "penalty barrier stopUnlessFinite barrier update barrier",
    ],
    [
      "clipped values are seen to be finite first",
      { kind: "sgd", clipValue: 1 },
      {},
      "checkFinite barrier stopUnlessFinite barrier clipValue barrier update barrier",
    ],
    [
      "a clipped norm is no number that hides another",
      { kind: "sgd", globalClipNorm: 1 },
      {},
      "clipNorm barrier update barrier",
    ],
    ["each tensor's", { kind: "sgd", clipNorm: 1 }, {}, "clipNorm barrier clipNorm barrier update barrier"],
    ["weights that decay", { kind: "sgd", weightDecay: 0.1 }, {}, "addScaled barrier update barrier"],
    ["another rule", "rmsprop", {}, "update barrier"],
    ["momentum", { kind: "sgd", momentum: 0.5 }, {}, "update barrier"],
  ])("%s", async (_, optimizer, options, expected) => {
    expect(await namesOfStep({ data, layers: [dense(3, options)], optimizer: optimizer as "sgd" })).toBe(
      `${before} ${expected}`,
    );
  });

  test.each([
    [384, `${before}`],
    [385, `${before} update barrier`],
  ])("plain descent is made by the products in batches of at most 384 rows: %i", async (rows, expected) => {
    expect(await namesOfStep({ data: drawBlobs(rows, 20, 3, 1), layers: [dense(3)] })).toBe(expected);
  });

  test("entries: those that are held, joined from a batch, or made of rows that pass once", async () => {
    const sparse = drawSparse(32, 40, 3, 0.1, 1);
    const layers = [dense(3)];
    expect(await namesOfStep({ data: sparse, layers })).toBe(
      "indexColumns sparseForward softmax barrier stopUnlessFinite sparseGradient columnSums barrier",
    );
    const once = await operationsOf({ data: sparse, layers }, (trainer) => trainer.predict(sparse.x));
    expect(once.map(([name]) => name).join(" ")).toBe("compressRows sparseForward softmax barrier");
    const x = {
      ...sparse.x,
      kind: "compressed",
      values: Float32Array.of(1),
      columns: Uint16Array.of(7),
      offsets: new Uint32Array(33).fill(1, 1),
    };
    const joined = await operationsOf({ data: sparse, layers }, (trainer) => trainer.predict(x as Dataset["x"]));
    expect(joined.map(([name]) => name).join(" ")).toBe("joinEntries barrier sparseForward softmax barrier");
  });
});

/** Of each product: whether it goes by columns. */
const WAY: Readonly<Record<string, number>> = { denseForward: 10, sparseForward: 12, backwardInput: 9 };

function waysOf(operations: readonly (readonly (string | number)[])[]): string[] {
  return operations
    .filter(([name]) => name in WAY)
    .map((words) => `${words[0]} by ${words[WAY[words[0]]] === 1 ? "columns" : "rows"}`);
}

describe("products go by rows, but by columns", () => {
  test.each([
    [24, "rows"],
    [23, "columns"],
  ])("in batches below 24 rows: %i", async (rows, way) => {
    const given = { data: drawBlobs(rows, 20, 3, 1), layers: [dense(4, { activation: "tanh" }), dense(3)] };
    expect(waysOf(await operationsOf(given, step(given.data)))).toEqual([
      `denseForward by ${way}`,
      `denseForward by ${way}`,
      `backwardInput by ${way}`,
    ]);
    const sparse = { data: drawSparse(rows, 40, 3, 0.1, 1), layers: [dense(3)] };
    expect(waysOf(await operationsOf(sparse, step(sparse.data)))).toEqual([`sparseForward by ${way}`]);
  });

  test.each([
    [256, "rows"],
    [257, "columns"],
  ])("where weights that change take more than 256 KiB: 256 to %i", async (units, way) => {
    const given = { data: drawBlobs(24, 256, 3, 1), layers: [dense(units), dense(3)] };
    expect(waysOf(await operationsOf(given, step(given.data)))[0]).toBe(`denseForward by ${way}`);
  });

  test.each([
    [1024, "rows"],
    [1025, "columns"],
  ])("where weights that are only read take more than 2 MiB: 512 to %i", async (units, way) => {
    const given = { data: drawBlobs(24, 512, 3, 1), layers: [dense(units), dense(3)] };
    const forward = await operationsOf(given, (trainer) => trainer.predict(given.data.x));
    expect(waysOf(forward)[0]).toBe(`denseForward by ${way}`);
  });
});

test("products end as what follows them wants it: kept, cut at 0, masked, or descended", async () => {
  const layers = [dense(8, { activation: "relu" }), dense(3)];
  const endsOf = async (optimizer: Given["optimizer"]): Promise<unknown[]> => {
    const at: Readonly<Record<string, number>> = { denseForward: 9, backwardInput: 7, denseGradient: 10 };
    const operations = await operationsOf({ data, layers, ...(optimizer && { optimizer }) }, step(data));
    return operations.filter(([name]) => name in at).map((words) => words[at[words[0]]]);
  };
  const passes = [finish.relu, finish.keep, finish.mask];
  expect(await endsOf("sgd")).toEqual([...passes, finish.descend, finish.descend]);
  expect(await endsOf("adam")).toEqual([...passes, finish.keep, finish.keep]);
});
