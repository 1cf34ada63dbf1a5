/** Where a visitor may begin: a new one is a row. Each says what to look at. */
import type { Draft } from "../protocol/messages.ts";

export interface Preset {
  readonly name: string;
  readonly title: string;
  /** what to look at */
  readonly says: string;
  readonly draft: Draft;
}

/** Of sets that are large as a whole, what a page begins with. */
const FIRST_ROWS = { trainRows: 2000, validationRows: 500, testRows: 1 };

const dense = (units: number, activation: string) => ({ kind: "dense", units, activation });
const plane = { numerics: "strict", seed: 1, training: { epochs: 300, batchSize: 32 } };

export const presets: readonly Preset[] = [
  {
    name: "spirals",
    title: "Spirals",
    says: "Three arms that no straight line parts: see the border bend into them.",
    draft: {
      ...plane,
      data: { set: "spirals", rows: 600, classes: 3, validation: 0.25, test: 0 },
      model: { hidden: [dense(24, "tanh"), dense(24, "tanh")] },
      optimizer: { kind: "adam", learningRate: 0.01 },
    },
  },
  {
    name: "xor",
    title: "XOR",
    says: "Four squares, two classes: the least that takes a hidden layer.",
    draft: {
      ...plane,
      data: { set: "xor", rows: 400, validation: 0.25, test: 0 },
      model: { hidden: [dense(8, "relu")] },
      optimizer: { kind: "adam", learningRate: 0.01 },
    },
  },
  {
    name: "circles",
    title: "Circles",
    says: "One class around the other: units whose lines close a ring.",
    draft: {
      ...plane,
      data: { set: "circles", rows: 400, validation: 0.25, test: 0 },
      model: { hidden: [dense(8, "tanh")] },
      optimizer: { kind: "adam", learningRate: 0.02 },
    },
  },
  {
    name: "digits",
    title: "Digits",
    says: "Ten digits of 28 x 28 pixels: strokes appear in the weights of the first layer.",
    draft: {
      numerics: "strict",
      seed: 1,
      data: { set: "mnist", ...FIRST_ROWS },
      model: { hidden: [dense(100, "relu"), dense(50, "relu")] },
      optimizer: { kind: "adam", learningRate: 0.001 },
      training: { epochs: 30, batchSize: 50 },
    },
  },
  {
    name: "sequences",
    title: "Human or machine",
    says: "Twenty bits that people typed, or that were drawn: a network that is barely better than a coin.",
    draft: {
      numerics: "strict",
      seed: 1,
      data: { set: "sequences" },
      model: { hidden: [dense(20, "relu")] },
      optimizer: { kind: "adam", learningRate: 0.001 },
      training: { epochs: 50, batchSize: 16 },
    },
  },
];

export const firstPreset: Preset = presets[0] as Preset;

const starts: Readonly<Record<string, object>> = {
  mnist: FIRST_ROWS,
  "digits-synthetic": FIRST_ROWS,
  "fashion-mnist": FIRST_ROWS,
};

/** The data that are written when a set is chosen. */
export function startOfSet(set: string): Draft {
  return { set, ...starts[set] };
}
