/**
 * Every operation of the kernels on shapes that hurt, all outputs told: widths from one lane to more than any panel,
 * depths and rows around the blocks of the products, rows in every form, two threads. Wider vectors must leave the
 * same bits; `answers.ts` has them.
 */
import { type ActivationKind, activations } from "../../activations/activations.ts";
import type { Rows } from "../../data/dataset.ts";
import { RULES } from "../../optimizers/rules.ts";
import type { Blas } from "../../plan/blas.ts";
import type { Backend, FeedUse } from "../../plan/executor.ts";
import type { Operation } from "../../plan/operation.ts";
import type { ThreadHost } from "../../plan/thread-host.ts";
import type { UpdateFormula } from "../../plan/update-formula.ts";
import { Answering, type Tell } from "./answering.ts";
import { answerConvolutions } from "./convolution-answers.ts";
import { withEdges } from "./edge-numbers.ts";
import { lossesByFormula } from "./losses-by-formula.ts";
import { made, madeBytes, madeShares, madeWithEdges } from "./made-numbers.ts";
import { answerNormalizations } from "./normalization-answers.ts";
import { answerPooling } from "./pooling-answers.ts";
import { C, twoLayers } from "./two-layers.ts";

const WIDTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 33, 52, 100, 200];

/** For numbers that are slow: lanes alone, a pair of vectors with some left over, more than a panel. */
const FEW_WIDTHS = [3, 12, 17, 61];

/** [B rows, I inputs, O outputs] */
type Shapes = readonly (readonly [number, number, number])[];

/** Small ones share an executor. */
const SMALL: Shapes = WIDTHS.flatMap((width, i) => [
  [1 + (i % 13), WIDTHS[(i * 7) % 20], width],
  [1 + ((i + 6) % 13), width, WIDTHS[(i * 5) % 19]],
]);
const FEW: Shapes = FEW_WIDTHS.map((width, i) => [1 + ((i * 5) % 13), FEW_WIDTHS[(i * 3 + 1) % 4], width]);

/** Around 384, a block's depth, and 1008, its rows; the last sums each have more than two blocks. */
const LARGE: Shapes = [
  [25, 383, 20],
  [26, 384, 100],
  [30, 385, 20],
  [13, 390, 88],
  [14, 769, 33],
  [13, 1009, 12],
  [13, 17, 769],
  [1010, 20, 17],
  [385, 52, 36],
];

/** More than one run of columns of a sparse row. */
const MANY_COLUMNS = 230;

/** The answers of a backend, one after the other; `host` starts the threads of the part that wants two. */
export async function answerAll(backend: Backend, host: ThreadHost, tell: Tell): Promise<void> {
  answerProducts(backend, SMALL, tell);
  for (const shape of LARGE) answerProducts(backend, [shape], tell);
  for (const [i, width] of WIDTHS.entries()) {
    answerTraining(backend, i % 7 === 5 ? MANY_COLUMNS : 29, width, 1 + (i % 13), tell);
  }
  answerElements(backend, WIDTHS, tell);
  answerConvolutions(backend, 1, tell);
  answerNormalizations(backend, 1, tell);
  answerEdges(backend, tell);
  await answerOnThreads(backend, host, tell);
}

/** The same of numbers that are subnormal, and of such that are not finite, on fewer shapes. */
export function answerEdges(backend: Backend, tell: Tell): void {
  for (const edges of ["subnormal", "notFinite"] as const) {
    const edged = withEdges(backend, edges);
    answerProducts(edged, FEW, tell);
    // what is not finite would stop it before the gradients
    for (const [i, width] of FEW_WIDTHS.entries()) answerTraining(edged, 29, width, 1 + i, tell, false);
    answerElements(edged, FEW_WIDTHS, tell);
    answerConvolutions(edged, 5, tell);
    answerNormalizations(edged, 3, tell);
  }
}

/** All that has no shape of its own but a width. */
function answerElements(backend: Backend, widths: readonly number[], tell: Tell): void {
  answerActivations(backend, widths, tell);
  answerUpdates(backend, widths, tell);
  answerLosses(backend, widths, tell);
  answerPasses(backend, widths, tell);
  answerHabits(backend, widths, tell);
  answerBiases(backend, widths, tell);
  answerPooling(backend, widths, tell);
}

function answerProducts(backend: Backend, shapes: Shapes, tell: Tell): void {
  const asked = new Answering(tell);
  const layers = shapes.map(([B, I, O]) => {
    const [x, dx, masked] = [asked.rows(I), asked.rows(I), asked.rows(I)];
    const [y, cut, dy] = [asked.rows(O), asked.rows(O), asked.rows(O)];
    const [w, b, dw, db] = [asked.once(I, O), asked.once(O), asked.once(I, O), asked.once(O)];
    return { B, I, O, x, dx, masked, y, cut, dy, w, b, dw, db };
  });
  asked.open(backend, Math.max(...shapes.map(([B]) => B)));
  for (const [i, { B, I, O, x, dx, masked, y, cut, dy, w, b, dw, db }] of layers.entries()) {
    asked.write(x, made(i, B * I));
    asked.write(w, made(i + 1, I * O));
    asked.write(b, made(i + 2, O));
    asked.write(dy, made(i + 3, B * O));
    const relu = { activation: "relu", parameter: 0 } as const;
    const operations: Operation[] = [
      { kind: "dense", x, w, b, y },
      { kind: "dense", x, w, b, y: cut },
      { kind: "activate", ...relu, z: cut, y: cut },
      { kind: "dense-backward", dy, w, dx },
      { kind: "dense-backward", dy, w, dx: masked },
      { kind: "activate-backward", ...relu, z: x, y: x, dy: masked },
      { kind: "dense-gradient", x, dy, dw },
      { kind: "column-sums", dy, db },
    ];
    asked.run(operations, B);
    asked.tell(B, y, cut, dx, masked, dw, db);
  }
  asked.close();
}

/** Two dense layers, softmax and plain descent, or the gradients themselves; rows of each form that a feed brings. */
function answerTraining(backend: Backend, I: number, O: number, B: number, tell: Tell, stops = true): void {
  const asked = new Answering(tell);
  const network = twoLayers(asked, I, O);
  asked.open(backend, B);
  const rows = 2 * B + 3;
  const y = { kind: "classes", values: Int32Array.from({ length: rows }, (_, r) => r % C) } as const;
  const bytes = madeBytes(O, rows, I);
  const floats = Float32Array.from(bytes, (value) => value / 64);
  const forms: readonly (readonly [Rows, FeedUse])[] = [
    [{ kind: "dense", rows, features: I, values: made(O, rows * I), scale: 1 }, "often"],
    [{ kind: "dense", rows, features: I, values: bytes, scale: 1 / 255 }, "often"],
    [{ kind: "dense", rows, features: I, values: floats, scale: 1 }, "step"],
    [{ kind: "dense", rows, features: I, values: bytes, scale: 1 / 255 }, "once"],
    [{ kind: "dense", rows, features: I, values: floats, scale: 0.5 }, "once"],
  ];
  const order = Uint32Array.from({ length: rows }, (_, r) => (r * 2) % rows);
  for (const [x, use] of forms) {
    asked.write(network.parameters, made(O, network.size, -0.4, 0.4));
    asked.write(network.coefficients, [0.5]);
    const feed = asked.feed(network.feed, { x, y }, use);
    const lists =
      use === "once" ? [network.forward, network.product] : [network.descent, network.gradient, network.product];
    for (const list of lists) {
      const operations = stops ? list : list.filter(({ kind }) => kind !== "stop-unless-finite");
      void asked.executor.compile(operations, B, feed).run({ order, from: B }, 1);
      asked.tell(B, ...network.outputs);
    }
    feed.release();
  }
  asked.close();
}

function answerActivations(backend: Backend, widths: readonly number[], tell: Tell): void {
  const asked = new Answering(tell);
  const sets = widths.map((N) => ({ N, z: asked.once(N), y: asked.once(N), dy: asked.once(N) }));
  asked.open(backend, 1);
  for (const activation of Object.keys(activations) as ActivationKind[]) {
    for (const { N, z, y, dy } of sets) {
      asked.write(z, madeWithEdges(N, N));
      asked.write(dy, made(N + 1, N));
      const shared = { activation, parameter: 0.3, z, y };
      asked.run(
        [
          { kind: "activate", ...shared },
          { kind: "activate-backward", ...shared, dy },
        ],
        1,
      );
      asked.tell(1, y, dy);
    }
  }
  asked.close();
}

function answerUpdates(backend: Backend, widths: readonly number[], tell: Tell): void {
  const formulas = new Map<string, UpdateFormula>();
  for (const { formulas: own } of Object.values(RULES)) for (const formula of own) formulas.set(formula.name, formula);
  const most = Math.max(...[...formulas.values()].map(({ slots }) => slots));
  const asked = new Answering(tell);
  const sets = widths.map((N) => ({
    N,
    p: asked.once(N),
    g: asked.once(N),
    slots: Array.from({ length: most }, () => asked.once(N)),
  }));
  const coefficients = [...formulas.values()].map(({ coefficients: count }) => asked.steps("coefficient", count));
  asked.open(backend, 1);
  for (const [f, formula] of [...formulas.values()].entries()) {
    asked.write(coefficients[f], made(f, formula.coefficients, 0.05, 0.95));
    for (const { N, p, g, slots } of sets) {
      const own = slots.slice(0, formula.slots);
      asked.write(p, made(N, N));
      asked.write(g, made(N + 1, N));
      for (const [i, slot] of own.entries()) asked.write(slot, made(N + 2 + i, N, 0, 1));
      asked.run([{ kind: "update", formula, p, g, slots: own, coefficients: coefficients[f] }], 1);
      asked.tell(1, p, g, ...own);
    }
  }
  asked.close();
}

function answerLosses(backend: Backend, widths: readonly number[], tell: Tell): void {
  const asked = new Answering(tell);
  const loss = asked.steps("figure");
  const labels = asked.tensor("target", "row", "int");
  const weights = asked.tensor("target", "row", "float");
  const sets = widths.map((O) => ({
    O,
    y: asked.rows(O),
    targets: asked.tensor("target", "row", "float", O),
    prediction: asked.rows(O),
    dy: asked.rows(O),
  }));
  asked.open(backend, 13);
  for (const [i, { O, y, targets, prediction, dy }] of sets.entries()) {
    const B = 1 + (i % 13);
    asked.write(y, madeWithEdges(O, B * O));
    asked.write(
      labels,
      Array.from({ length: B }, (_, r) => r % O),
    );
    asked.write(targets, madeShares(O, B, O));
    asked.write(weights, made(O, B, 0, 3));
    const operands = { y, prediction, dy, loss };
    const losses: Operation[] = [
      { kind: "softmax-cross-entropy", ...operands, targets: labels },
      { kind: "softmax-cross-entropy", ...operands, targets },
      { kind: "sigmoid-binary-cross-entropy", ...operands, targets },
      { kind: "mean-squared-error", ...operands, targets },
      ...lossesByFormula(operands, { labels, targets, weights }, O),
    ];
    for (const operation of losses) {
      asked.run([operation], B);
      asked.tell(B, prediction, dy, loss);
    }
  }
  asked.close();
}

/** What passes over elements one after the other: of batches, and of whole variables. */
function answerPasses(backend: Backend, widths: readonly number[], tell: Tell): void {
  const asked = new Answering(tell);
  const [factor, sum, sums] = [asked.steps("coefficient"), asked.steps("figure"), asked.steps("figure", 2)];
  const sets = widths.map((N) => ({
    N,
    x: asked.rows(N),
    m: asked.rows(N),
    y: asked.rows(N),
    g: asked.once(N),
    w: asked.once(N),
  }));
  asked.open(backend, 13);
  asked.write(factor, [-0.03]);
  for (const [i, { N, x, m, y, g, w }] of sets.entries()) {
    const B = 1 + (i % 13);
    asked.write(x, made(N, B * N));
    asked.write(m, made(N + 1, B * N));
    asked.run([{ kind: "multiply", x, m, y }], B);
    asked.tell(B, y);
    asked.run([{ kind: "add", a: x, b: m, y }], B);
    asked.tell(B, y);
    const passes: Operation[] = [
      { kind: "penalty", w, dw: g, l1: 0.01, l2: 0.02, sums },
      { kind: "sum-of-squares", x: g, sum },
      { kind: "check-finite", x: g },
      { kind: "clip-norm", g, limit: 1000, slack: 0 },
      { kind: "clip-norm", g, limit: 0.25, slack: 1e-6 },
      { kind: "clip-value", g, limit: 0.05 },
      { kind: "add-scaled", x: w, to: g, factor },
      { kind: "scaled-step", p: w, g, rate: factor },
    ];
    for (const operation of passes) {
      asked.write(g, made(N + 2, N));
      asked.write(w, made(N + 3, N));
      asked.run([operation], 1);
      asked.tell(1, g, w, sums, sum);
    }
  }
  asked.close();
}

/** Averages, and columns of any number held to each constraint. */
function answerHabits(backend: Backend, widths: readonly number[], tell: Tell): void {
  const asked = new Answering(tell);
  const share = asked.steps("coefficient");
  const sets = widths.map((O, i) => {
    const K = widths[(i * 7) % (widths.length - 2)];
    return { O, K, w: asked.once(K, O) };
  });
  const averages = sets.map(({ K, O }) => asked.once(K, O));
  asked.open(backend, 1);
  for (const [i, { O, K, w }] of sets.entries()) {
    const to = averages[i];
    asked.write(w, made(O, K * O));
    asked.write(to, made(O + 1, K * O));
    for (const part of [0.01, 1]) {
      asked.write(share, [part]);
      asked.run([{ kind: "blend", x: w, to, share }], 1);
      asked.tell(1, to);
    }
    const constraints = [
      ["max-norm", 0.5],
      ["max-norm", 1e6],
      ["unit-norm", 1],
      ["non-negative", 1],
    ] as const;
    for (const [constraint, limit] of constraints) {
      asked.write(w, made(O, K * O));
      asked.run([{ kind: "constrain", w, constraint, limit }], 1);
      asked.tell(1, w);
    }
  }
  asked.close();
}

/** Biases and ReLU after a product by another library, which here only leaves numbers. */
function answerBiases(backend: Backend, widths: readonly number[], tell: Tell): void {
  const sgemm: Blas["sgemm"] = (...given) => given[11].set(made(3, given[2] * given[3]));
  const own = backend.withBlas({ blas: { name: "none", setThreads: () => {}, sgemm }, products: "all" });
  // not in strict numerics, whose code for it is the same
  if (own === null) return;
  const asked = new Answering(tell);
  const sets = widths.map((O) => ({ O, w: asked.once(5, O), b: asked.once(O), x: asked.rows(5), y: asked.rows(O) }));
  asked.open(own, 13);
  for (const [i, { O, w, b, x, y }] of sets.entries()) {
    const B = 1 + (i % 13);
    asked.write(b, made(O, O));
    const relu: Operation = { kind: "activate", activation: "relu", parameter: 0, z: y, y };
    for (const operations of [
      [{ kind: "dense", x, w, b, y } as const],
      [{ kind: "dense", x, w, b, y } as const, relu],
    ]) {
      asked.run(operations, B);
      asked.tell(B, y);
    }
  }
  asked.close();
}

/** Steps of a network on one thread and on two, as long as both come to be tried. */
async function answerOnThreads(backend: Backend, host: ThreadHost, tell: Tell): Promise<void> {
  const asked = new Answering(tell);
  const [I, O, B] = [61, 52, 37];
  const network = twoLayers(asked, I, O);
  asked.open(backend.withThreads(host), B);
  const x = { kind: "dense", rows: B, features: I, values: madeBytes(5, B, I), scale: 1 / 255 } as const;
  const y = { kind: "classes", values: Int32Array.from({ length: B }, (_, r) => r % C) } as const;
  const order = Uint32Array.from({ length: B }, (_, r) => r);
  const feed = asked.feed(network.feed, { x, y }, "often");
  asked.write(network.coefficients, [0.25]);
  asked.write(network.parameters, made(O, network.size, -0.4, 0.4));
  for (let run = 0; run < 12; run++) {
    await asked.executor.ready();
    void asked.executor.compile(network.descent, B, feed).run({ order, from: 0 }, 1);
    asked.tell(B, ...network.outputs);
  }
  feed.release();
  asked.close();
}
