/**
 * Case E: a process of its own that imports minibatch and makes one step of the digits' network. Prints milliseconds:
 * from before the import, and from the start of the process. The package folder of another build may be given.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { digitTrainer } from "./digit-network.ts";

const values = Uint8Array.from({ length: 100 * 784 }, (_, index) => (index % 5 === 0 ? index % 256 : 0));
const labels = Uint8Array.from({ length: 100 }, (_, index) => index % 10);
const library = process.argv[2];
const door = library === undefined ? "minibatch" : pathToFileURL(join(library, "dist", "index.js")).href;
const begin = performance.now();
const { createTrainer } = (await import(door)) as typeof import("minibatch");
const trainer = await createTrainer(digitTrainer);
const x = { kind: "dense", rows: 100, features: 784, values, scale: 1 / 255 } as const;
const loss = trainer.step({ x, y: { kind: "classes", values: labels } });
const end = performance.now();
if (!(loss > 0)) throw new Error(`Cannot time the first step: its loss is ${loss}`);
console.log(JSON.stringify({ sinceImport: end - begin, sinceStart: end }));
