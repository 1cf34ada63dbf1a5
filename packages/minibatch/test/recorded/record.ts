/**
 * Writes fixtures/recorded-trainings.json: what the engine gives now, to the bit. Run when a change is meant to change
 * figures, and say in the change which and why: node --conditions=minibatch-source
 * packages/minibatch/test/recorded/record.ts The trainings themselves stay as they were drawn (`--draw` draws them
 * anew, from the seed), so that kinds that come later change none.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { drawTraining } from "./draw-training.ts";
import type { DrawnTraining, RecordedTraining } from "./recorded-training.ts";
import { runTraining } from "./run-training.ts";

const SEED = 20261129;
const COUNT = 330;
const FILE = new URL("../../fixtures/recorded-trainings.json", import.meta.url);

const drawn: readonly DrawnTraining[] =
  existsSync(FILE) && !process.argv.includes("--draw")
    ? (JSON.parse(readFileSync(FILE, "utf8")) as RecordedTraining[])
    : Array.from({ length: COUNT }, (_, index) => drawTraining(SEED, index));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const lines: string[] = [];
for (const training of drawn) {
  const strict = await runTraining(training, { numerics: "strict", sha256 });
  const fast = await runTraining(training, { numerics: "fast", sha256 });
  lines.push(JSON.stringify({ ...training, strict, fast } satisfies RecordedTraining));
}
writeFileSync(FILE, `[\n${lines.join(",\n")}\n]\n`);
console.log(`${lines.length} trainings recorded`);
