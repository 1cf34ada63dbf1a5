/** Normalizations for the known answers: few channels and many, of one pixel and of several. */
import type { Backend } from "../../plan/executor.ts";
import type { Operation } from "../../plan/operation.ts";
import { Answering, type Tell } from "./answering.ts";
import { made } from "./made-numbers.ts";

/** Rows, pixels, channels, groups. */
const CUTS: readonly (readonly [B: number, P: number, C: number, groups: number])[] = [
  [5, 1, 1, 1],
  [3, 9, 1, 1],
  [7, 1, 2, 1],
  [4, 10, 3, 1],
  [6, 1, 5, 5],
  [2, 12, 6, 2],
  [13, 1, 7, 1],
  [3, 4, 8, 4],
  [5, 9, 15, 3],
  [2, 25, 16, 4],
  [3, 1, 17, 1],
  [1, 17, 20, 5],
  [2, 8, 33, 3],
  [4, 1, 52, 4],
  [2, 3, 100, 50],
  [2, 9, 140, 2],
];

const EPSILON = 0.002;

/** Of every cut, or of one in `each`. */
export function answerNormalizations(backend: Backend, each: number, tell: Tell): void {
  for (const [i, cut] of CUTS.entries()) {
    if (i % each !== 0) continue;
    answerBatch(backend, cut, i, tell);
    answerPixels(backend, cut, i, tell);
    answerGroups(backend, cut, i, tell);
  }
}

type Cut = (typeof CUTS)[number];

function open(asked: Answering, backend: Backend, [B, P, C]: Cut, i: number) {
  const [x, y, dy, dx] = [asked.rows(P, C), asked.rows(P, C), asked.rows(P, C), asked.rows(P, C)];
  const [gamma, beta, dgamma, dbeta] = [asked.once(C), asked.once(C), asked.once(C), asked.once(C)];
  // every other layer has neither
  const has = i % 2 === 0;
  return {
    ...{ x, y, dy, dx },
    ...(has ? { gamma, beta, dgamma, dbeta } : { gamma: null, beta: null, dgamma, dbeta: null }),
    write(): void {
      asked.open(backend, B);
      asked.write(x, made(i, B * P * C, -1, 3));
      asked.write(dy, made(i + 1, B * P * C));
      asked.write(gamma, made(i + 2, C, 0.5, 1.5));
      asked.write(beta, made(i + 3, C));
    },
  };
}

function answerBatch(backend: Backend, cut: Cut, i: number, tell: Tell): void {
  const [B, , C] = cut;
  const asked = new Answering(tell);
  const { x, y, dy, dx, gamma, beta, dgamma, dbeta, write } = open(asked, backend, cut, i);
  const [mean, variance, inverse] = [asked.doubles("once", C), asked.doubles("once", C), asked.doubles("once", C)];
  const [sums, movingMean, movingVariance] = [asked.doubles("once", 2, C), asked.once(C), asked.once(C)];
  const moved = asked.rows(...y.shape);
  write();
  asked.write(movingMean, made(i + 4, C));
  asked.write(movingVariance, made(i + 5, C, 0.5, 1.5));
  const operations: Operation[] = [
    { kind: "moved-norm", x, mean: movingMean, variance: movingVariance, epsilon: EPSILON, gamma, beta, y: moved },
    { kind: "batch-moments", x, mean, variance, inverse, epsilon: EPSILON },
    { kind: "batch-norm", x, mean, inverse, gamma, beta, y },
    { kind: "batch-norm-sums", x, dy, mean, sums },
    { kind: "batch-norm-backward", x, dy, mean, inverse, gamma, sums, dx },
    { kind: "batch-norm-gradient", inverse, sums, dgamma, dbeta },
    { kind: "move-statistics", mean, variance, momentum: 0.75, movingMean, movingVariance },
  ];
  asked.run(operations, B);
  asked.tell(B, moved, mean, variance, inverse, y, sums, dx, dgamma, movingMean, movingVariance);
  if (dbeta !== null) asked.tell(B, dbeta);
  asked.close();
}

function answerPixels(backend: Backend, cut: Cut, i: number, tell: Tell): void {
  const [B, P] = cut;
  for (const centers of [true, false]) {
    const asked = new Answering(tell);
    const { x, y, dy, dx, gamma, beta, dgamma, dbeta, write } = open(asked, backend, cut, i);
    const [mean, inverse] = [asked.doubles("row", P), asked.doubles("row", P)];
    write();
    const operations: Operation[] = [
      { kind: "layer-norm", x, centers, epsilon: EPSILON, mean, inverse, gamma, beta, y },
      { kind: "layer-norm-backward", x, centers, dy, mean, inverse, gamma, dx },
      { kind: "layer-norm-gradient", x, dy, mean, inverse, dgamma, dbeta },
    ];
    asked.run(operations, B);
    asked.tell(B, mean, inverse, y, dx, dgamma);
    if (dbeta !== null) asked.tell(B, dbeta);
    asked.close();
  }
}

function answerGroups(backend: Backend, cut: Cut, i: number, tell: Tell): void {
  const [B, , C, groups] = cut;
  const asked = new Answering(tell);
  const { x, y, dy, dx, gamma, beta, dgamma, dbeta, write } = open(asked, backend, cut, i);
  const [mean, inverse, sums] = [
    asked.doubles("row", groups),
    asked.doubles("row", groups),
    asked.doubles("row", 2, C),
  ];
  write();
  const operations: Operation[] = [
    { kind: "group-norm", x, groups, epsilon: EPSILON, mean, inverse, gamma, beta, y },
    { kind: "group-norm-backward", x, groups, dy, mean, inverse, gamma, sums, dx },
    { kind: "group-norm-gradient", groups, inverse, sums, dgamma, dbeta },
  ];
  asked.run(operations, B);
  asked.tell(B, mean, inverse, y, sums, dx, dgamma);
  if (dbeta !== null) asked.tell(B, dbeta);
  asked.close();
}
