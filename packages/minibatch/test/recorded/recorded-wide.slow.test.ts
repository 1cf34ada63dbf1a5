/** Every recorded training on wide vectors: V8 optimizes each function at its first call, so that it is widened. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { RECORDED_FILE, RECORDED_NUMERICS, recordedTrainings } from "./recorded-trainings.ts";

const FLAGS = ["--conditions=minibatch-source", "--experimental-wasm-revectorize", "--no-liftoff"];
const ENTRY = new URL("in-wide-node-entry.ts", import.meta.url).pathname;

describe.each(RECORDED_NUMERICS)("%s", (numerics) => {
  test.each([0, 1, 2, 3, 4])("on %i threads, 0 for none given", async (count) => {
    const call = [...FLAGS, ENTRY, RECORDED_FILE.pathname, numerics, String(count)];
    const { stdout } = await promisify(execFile)(process.execPath, call);
    const { started, ...compared } = JSON.parse(stdout) as Record<string, unknown>;
    expect(compared).toEqual({ count, differ: [], compared: recordedTrainings.length });
    if (count > 1) expect(started).toBeGreaterThan(recordedTrainings.length / 2);
  });
});
