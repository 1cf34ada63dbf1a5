import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runMinibatch } from "../../../test/run-minibatch.ts";

const folder = mkdtempSync(join(tmpdir(), "find-rate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const spec = {
  name: "moons",
  data: { set: "moons", dataSeed: 1 },
  model: {
    inputs: 2,
    layers: [
      { kind: "dense", units: 16, activation: "tanh" },
      { kind: "dense", units: 2 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "sgd", schedule: { kind: "cosine", over: 3 } },
  training: { epochs: 3, batchSize: 16 },
};

function write(name: string, content: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("a rate between the first and the last, the same for the same seed, and both pictures", async () => {
  const file = write("moons.json", spec);
  const [svg, png] = [join(folder, "rates.svg"), join(folder, "rates.png")];
  const flags = ["find-rate", file, "--steps", "120", "--from", "1e-4", "--json"];
  const first = await runMinibatch([...flags, "--svg", svg, "--png", png]);
  expect([first.code, first.stderr]).toEqual([0, "moons: loading its data\n"]);
  const found = JSON.parse(first.stdout);
  expect(found).toMatchObject({ experiment: "moons", steps: 120, batchSize: 16, optimizer: { kind: "sgd" } });
  expect(found.suggestion).toBeGreaterThan(0.01);
  expect(found.suggestion).toBeLessThanOrEqual(10);
  expect(found.points[0].rate).toBe(1e-4);
  expect(found.points.at(-1).rate).toBeLessThanOrEqual(10);
  expect(readFileSync(svg, "utf8")).toContain("suggested");
  expect([...readFileSync(png).subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
  const again = await runMinibatch(flags);
  expect(JSON.parse(again.stdout)).toEqual(found);
});

test("what cannot be tried is refused in a line, and nothing is written", async () => {
  const file = write("moons.json", spec);
  const svg = join(folder, "none.svg");
  const turned = await runMinibatch(["find-rate", file, "--from", "1", "--to", "0.1", "--svg", svg]);
  expect(turned.code).toBe(2);
  expect(turned.stderr).toBe(
    "Cannot try learning rates from 1 to 0.1: the last must be above the first; give --from and --to\n",
  );
  const short = await runMinibatch(["find-rate", file, "--steps", "3"]);
  expect(short.code).toBe(2);
  expect(short.stderr).toContain("It should be a whole number from 20 to 100000");
  expect(existsSync(svg)).toBe(false);
});

test("a network that learns at no rate ends with 1 and says so", async () => {
  const zeros = { kind: "dense", units: 16, activation: "relu", weights: "zeros" };
  const model = { ...spec.model, layers: [zeros, { kind: "dense", units: 2, weights: "zeros" }] };
  const file = write("zeros.json", { ...spec, name: "zeros", model });
  const { code, stderr } = await runMinibatch(["find-rate", file, "--steps", "60", "--to", "0.1"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/\nCannot suggest a learning rate for zeros: the loss does not fall/);
});
