/** Small pictures for the doctor's suite, and networks of convolutions. */
import type { Dataset, LayerInput, ModelInput } from "minibatch";
import type { Rows } from "./case.ts";
import { digits } from "./rows.ts";

/** Pixels to a side of a drawn digit, and of the picture that is made of it. */
const DRAWN = 28;
export const SIDE = 14;

/** Drawn digits at half of their size, each pixel the mean of four; `constant`: more channels, always this number. */
export function pictures(rows: number, { channels = 1, constant = 0, factor = 1, validationRows = 200 } = {}) {
  const draw = digits(rows, validationRows);
  return (seed: number): Rows => {
    const { train, validation } = draw(seed);
    const small = (dataset: Dataset): Dataset => halve(dataset, channels, constant, factor);
    return { train: small(train), validation: small(validation) };
  };
}

function halve({ x, y }: Dataset, channels: number, constant: number, factor: number): Dataset {
  if (x.kind !== "dense") throw new TypeError("Cannot halve compressed rows");
  const features = SIDE * SIDE * channels;
  const values = new Float32Array(x.rows * features).fill(constant);
  for (let row = 0; row < x.rows; row++) {
    for (let at = 0; at < SIDE * SIDE; at++) {
      const corner = row * x.features + 2 * Math.floor(at / SIDE) * DRAWN + 2 * (at % SIDE);
      const sum = [0, 1, DRAWN, DRAWN + 1].reduce((total, step) => total + x.values[corner + step]!, 0);
      values[row * features + at * channels] = (factor * x.scale * sum) / 4;
    }
  }
  return { x: { kind: "dense", rows: x.rows, features, values, scale: 1 }, y };
}

/** Layers on pictures, then ten classes. */
export function onPictures(layers: readonly object[], channels = 1): ModelInput {
  return {
    inputs: [SIDE, SIDE, channels],
    layers: [...layers, { kind: "dense", units: 10 }] as LayerInput[],
    loss: "softmax-cross-entropy",
  };
}

export const flat = { kind: "flatten" } as const;
export const pool = { kind: "max-pool2d", pool: 2 } as const;
/** Its moving statistics arrive within few epochs of few rows. */
export const norm = { kind: "batch-norm", momentum: 0.9 } as const;
export const relu = { kind: "activation", activation: "relu" } as const;

/** A convolution of 3 x 3 pixels that keeps the size. */
export function conv(filters: number, options: object = {}): object {
  return { kind: "conv2d", filters, kernel: 3, padding: "same", activation: "relu", ...options };
}

/** A convolution without an activation of its own, normalized, then ReLU. */
export function normed(filters: number, options: object = {}): readonly object[] {
  return [conv(filters, { activation: "linear", ...options }), norm, relu];
}

/** `count` convolutions of `filters` each, after one that halves the picture. */
export function stack(count: number, filters: number, options: object = {}): readonly object[] {
  return Array.from({ length: count }, (_, i) => conv(filters, { ...(i === 0 && { stride: 2 }), ...options }));
}
