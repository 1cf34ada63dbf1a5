import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { callMinibatch } from "../../../../test/call-minibatch.ts";
import { fillSampleStore } from "../../../../test/sample-store.ts";
import { openStore } from "../../../store/open-store.ts";

const folder = mkdtempSync(join(tmpdir(), "compared-figure-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("before a trial has finished nothing is compared, and the error says what to do", async () => {
  const file = join(folder, "lab.sqlite");
  const store = await openStore(file, { create: true });
  await fillSampleStore(store, { name: "begun", configurations: 2, ending: () => "ready" });
  await store.close();
  const { code, stdout, stderr } = await callMinibatch(["runs", "compare", "begun", "--store", file]);
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("Cannot compare: no trial has finished; wait for one");
});
