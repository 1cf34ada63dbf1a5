/**
 * Case G: a process of its own that trains on MNIST for three epochs and evaluates. Prints its peak of memory, in MB.
 */
import { testRows, trainingRows } from "./data.ts";
import { digitTrainer } from "./digit-network.ts";
import { openOnThreads } from "./our-threads.ts";
import type { Work } from "./work.ts";

const work = JSON.parse(process.argv[2]!) as Work;
const [train, test] = [trainingRows(work), testRows(work)].map(({ x, scale, labels }) => ({
  x: { kind: "dense", rows: labels.length, features: 784, values: x, scale } as const,
  y: { kind: "classes", values: labels } as const,
}));
const { trainer } = await openOnThreads(digitTrainer, work.threads);
await trainer.fit(train!, { epochs: 3, batchSize: 100, evaluateTrain: true });
const { accuracy } = await trainer.evaluate(test!);
console.log(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, accuracy }));
process.exit(0);
