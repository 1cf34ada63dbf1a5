/** From `import` to the end of the first step, in a process that has just started. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { DIGIT_NETWORK } from "./networks.ts";
import type { Subject } from "./subject.ts";

const ROWS = 100;

/** Prints the seconds. A text: what is timed must not have been loaded by anything else. */
const PROGRAM = `
const [door, model, rows] = process.argv.slice(1);
const { inputs } = JSON.parse(model);
const values = Uint8Array.from({ length: rows * inputs }, (_, i) => (i % 5 === 0 ? i % 256 : 0));
const labels = Uint8Array.from({ length: rows }, (_, i) => i % 10);
const begin = performance.now();
const { createTrainer } = await import(door);
const trainer = await createTrainer({ model: JSON.parse(model), optimizer: { kind: "sgd", learningRate: 0.1 } });
const x = { kind: "dense", rows: Number(rows), features: inputs, values, scale: 1 / 255 };
const loss = trainer.step({ x, y: { kind: "classes", values: labels } });
if (!(loss > 0)) throw new Error("the loss is " + loss);
console.log((performance.now() - begin) / 1000);
`;

export function firstStepSubject(): Subject {
  // the door that this process has come in by itself
  const door = pathToFileURL(createRequire(import.meta.url).resolve("minibatch")).href;
  const call = ["--input-type=module", "--eval", PROGRAM, door, JSON.stringify(DIGIT_NETWORK), String(ROWS)];
  return {
    threads: 1,
    async run() {
      const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, ...call]);
      return Number(stdout);
    },
    async dispose() {},
  };
}
