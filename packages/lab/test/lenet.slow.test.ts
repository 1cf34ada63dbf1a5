/** examples/lenet.yaml on the real digits: two of its ten epochs, up and down the whole cycle of its rate. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { callMinibatch } from "./call-minibatch.ts";
import { testWith } from "./requirements.ts";

testWith("mnist", "two epochs of examples/lenet.yaml read more than .975 of the test digits right", async (data) => {
  const folder = mkdtempSync(join(tmpdir(), "lenet-"));
  const short = readFileSync(new URL("../../../examples/lenet.yaml", import.meta.url), "utf8")
    .replace(/epochs: \d+/, "epochs: 2")
    .replace(/over: \d+/, "over: 2");
  const file = join(folder, "lenet.yaml");
  writeFileSync(file, short);
  const given = ["--store", join(folder, "a.sqlite"), "--out", join(folder, "network.minibatch"), "--json"];
  const { code, stdout, stderr } = await callMinibatch(["train", file, "--data", data, ...given]);
  expect(code, stderr).toBe(0);
  const { test: figures } = JSON.parse(stdout) as { test: { accuracy: number } };
  expect(figures.accuracy).toBeGreaterThan(0.975);
  rmSync(folder, { recursive: true });
});
