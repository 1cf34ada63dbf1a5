/** A model that has a layer of every kind, through the command: described, drawn, trained, used, swept, reported. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayerInput } from "minibatch";
import { afterAll, expect, test } from "vitest";
import { oneOfEachLayer } from "../../minibatch/test/every-layer.ts";
import { readModelFile } from "../src/models/model-file.ts";
import { callMinibatch } from "./call-minibatch.ts";

const folder = mkdtempSync(join(tmpdir(), "every-layer-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const layers: readonly LayerInput[] = [...oneOfEachLayer, { kind: "flatten" }, { kind: "dense", units: 3 }];
const spec = {
  name: "every-layer",
  data: { file: "rows.csv", target: "class" },
  model: { inputs: 4, layers, loss: "softmax-cross-entropy" },
  optimizer: { kind: "adam", learningRate: 0.01 },
  training: { epochs: 2, batchSize: 16 },
};

/** Three classes that two of the columns tell apart. */
function writeRows(): void {
  const rows = Array.from({ length: 90 }, (_, row) => {
    const numbers = Array.from({ length: 4 }, (_, column) => ((row * 37 + column * 101) % 89) / 89);
    const label = ["a", "b", "c"][numbers[0]! > 0.6 ? 2 : numbers[1]! > 0.5 ? 1 : 0];
    return [...numbers, label].join(",");
  });
  writeFileSync(at("rows.csv"), `p,q,r,s,class\n${rows.join("\n")}\n`);
}

function write(name: string, change: object = {}): string {
  writeFileSync(at(name), JSON.stringify({ ...spec, ...change }));
  return at(name);
}

async function call(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await callMinibatch(args);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

writeRows();

test("described, as text, as a document and as a drawing", async () => {
  const file = write("every.json");
  const described = JSON.parse(await call("describe", file, "--json", "--svg", at("network.svg")));
  const kinds: string[] = described.network.layers.map(({ kind }: { kind: string }) => kind);
  for (const { kind } of layers) expect(kinds).toContain(kind);
  const text = await call("describe", file);
  const drawn = readFileSync(at("network.svg"), "utf8");
  for (const { name } of layers) {
    if (name === undefined) continue;
    expect(text).toContain(name);
    expect(drawn).toContain(`>${name}<`);
  }
});

test("trained, saved, and asked from its file what it says of rows", { timeout: 60_000 }, async () => {
  const [file, out] = [write("every.json"), at("every.minibatch")];
  await call("train", file, "--store", at("train.sqlite"), "--out", out);
  const { trainer, preparation } = await readModelFile(out);
  const named = trainer.weights().map(({ name }) => name.split(".")[0]);
  expect(named).toContain("sample-conv2d");
  expect(preparation).not.toBeNull();
  trainer.dispose();
  const said = (await call("predict", out, "--input", at("rows.csv"))).trim().split("\n");
  expect(said).toHaveLength(1 + 90);
  expect(said.slice(1).every((line) => /(^|,)"?[abc]"?(,|$)/.test(line))).toBe(true);
});

test("swept, two rates twice each, and its page draws it", { timeout: 120_000 }, async () => {
  const varied = { parameters: { "optimizer.learningRate": [0.01, 0.003] }, repeats: 2 };
  const store = at("sweep.sqlite");
  await call("sweep", write("swept.json", { ...varied, name: "swept" }), "--store", store, "--workers", "1");
  const { trials } = JSON.parse(await call("runs", "list", "swept", "--store", store, "--json"));
  expect(trials.map(({ status }: { status: string }) => status)).toEqual(new Array(4).fill("finished"));
  await call("report", "swept", "--store", store, "--out", at("page"));
  const page = readFileSync(at("page/index.html"), "utf8");
  for (const { name } of layers) if (name !== undefined) expect(page).toContain(`>${name}<`);
});
