import { afterEach, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";

const before = process.stderr.isTTY;
afterEach(() => {
  process.stderr.isTTY = before;
});

const CALLS: readonly [args: readonly string[], first: string][] = [
  [["sweep", "none.yaml"], "Reading none.yaml"],
  [["train", "none.yaml"], "Reading none.yaml"],
  [["worker", "--store", "none.sqlite"], "Connecting to the queue"],
  [["reproduce", "--data", "/nowhere", "--out", "/nowhere"], "Loading the report's data"],
];

test.each(CALLS)("%j: a terminal is told something at once, a log only what comes of it", async (args, first) => {
  process.stderr.isTTY = true;
  const onTerminal = await callMinibatch(args);
  expect(onTerminal.stderr.split("\n")[0]).toBe(first);
  expect(onTerminal.code).toBe(2);
  process.stderr.isTTY = false;
  expect((await callMinibatch(args)).stderr).not.toContain(first);
});
