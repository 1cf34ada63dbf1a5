/**
 * Case E: a process of its own that imports minibatch and makes one step of the digits' network. Prints milliseconds:
 * from before the import, and from the start of the process.
 */
const values = Uint8Array.from({ length: 100 * 784 }, (_, index) => (index % 5 === 0 ? index % 256 : 0));
const labels = Uint8Array.from({ length: 100 }, (_, index) => index % 10);
const begin = performance.now();
const { createTrainer } = await import("minibatch");
const trainer = await createTrainer({
  model: {
    inputs: 784,
    layers: [
      { kind: "dense", units: 200, activation: "relu" },
      { kind: "dense", units: 100, activation: "relu" },
      { kind: "dense", units: 10 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "sgd", learningRate: 0.1 },
});
const x = { kind: "dense", rows: 100, features: 784, values, scale: 1 / 255 } as const;
const loss = trainer.step({ x, y: { kind: "classes", values: labels } });
const end = performance.now();
if (!(loss > 0)) throw new Error(`Cannot time the first step: its loss is ${loss}`);
console.log(JSON.stringify({ sinceImport: end - begin, sinceStart: end }));
