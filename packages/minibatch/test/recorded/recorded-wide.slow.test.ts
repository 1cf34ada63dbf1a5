/** Every recorded training on wide vectors: V8 optimizes each function at its first call, so that it is widened. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { RECORDED_FILE, RECORDED_NUMERICS, recordedTrainings } from "./recorded-trainings.ts";

const FLAGS = ["--conditions=minibatch-source", "--experimental-wasm-revectorize", "--no-liftoff"];
const ENTRY = new URL("in-wide-node-entry.ts", import.meta.url).pathname;

test.each(RECORDED_NUMERICS)("%s, on 0 to 4 threads, 0 for none given", async (numerics) => {
  const counts = [0, 1, 2, 3, 4];
  const call = [...FLAGS, ENTRY, RECORDED_FILE.pathname, numerics, ...counts.map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, call);
  const found = stdout.trim().split("\n");
  expect(found).toHaveLength(counts.length);
  for (const [i, line] of found.entries()) {
    const { started, ...compared } = JSON.parse(line) as Record<string, unknown>;
    expect(compared).toEqual({ count: counts[i], differ: [], compared: recordedTrainings.length });
    if (counts[i]! > 1) expect(started).toBeGreaterThan(recordedTrainings.length / 2);
  }
});
