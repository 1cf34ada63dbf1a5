/**
 * The way around a block where its layers change the shape of rows: a product W x without biases (K. He et al. 2015,
 * equation 2 and option B). Of rows of numbers it is a dense layer's, of images that of every pixel that a stride
 * leaves, a convolution of 1 x 1.
 */
import type { InitializerSpec } from "../initializers/spec.ts";
import type { ImageShape, Window } from "../plan/convolution.ts";
import type { Operation } from "../plan/operation.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";
import { type LayerSite, type LayerTensor, penaltyOf, type RegularizerSpec, type Shape } from "./layer.ts";

/** What is projected: numbers of a row, or the channels of an image's pixels. */
export interface Projection {
  readonly inputs: number;
  readonly outputs: number;
  /** how often for a row */
  readonly places: number;
  /** null for rows of numbers */
  readonly window: Window | null;
}

/** Null where shapes are equal, and nothing is projected; undefined where no projection brings rows there. */
export function projectionOf(input: Shape, output: Shape): Projection | null | undefined {
  if (areEqual(input, output)) return null;
  if (input.length === 1 && output.length === 1) {
    return { inputs: input[0], outputs: output[0], places: 1, window: null };
  }
  if (input.length !== 3 || output.length !== 3) return undefined;
  const [rows, columns] = [strideOf(input[0], output[0]), strideOf(input[1], output[1])];
  if (rows === null || columns === null) return undefined;
  const [image, into] = [input, output] as unknown as readonly [ImageShape, ImageShape];
  const lies = { stride: [rows, columns], dilation: [1, 1], before: [0, 0], groups: 1 } as const;
  const window: Window = { image, output: into, ...lies };
  return { inputs: image[2], outputs: into[2], places: into[0] * into[1], window };
}

/** Of so many pixels every stride-th one, so that so many are left; null where no stride leaves them. */
function strideOf(pixels: number, left: number): number | null {
  const stride = Math.ceil(pixels / left);
  return Math.ceil(pixels / stride) === left ? stride : null;
}

function areEqual(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

export function projectionTensor(
  { inputs, outputs, window }: Projection,
  initial: InitializerSpec,
  regularizer: RegularizerSpec,
): LayerTensor {
  return {
    role: "projection",
    gradientName: "projection gradient",
    shape: window === null ? [inputs, outputs] : [1, 1, inputs, outputs],
    trained: true,
    initial,
    fans: { inputs, outputs },
    drawnAs: "weights",
    penalty: penaltyOf(regularizer),
  };
}

/** A projection in a plan: s = W x, and what comes back of ds, which is dy. */
export interface PlannedProjection {
  readonly s: Tensor;
  /** null where nothing needs it */
  readonly dx: Tensor | null;
  forward(x: Tensor): Operation;
  readonly backward: readonly Operation[];
  gradient(x: Tensor): Operation;
}

export function planProjection(site: LayerSite, { window }: Projection, output: Shape, dy: Tensor): PlannedProjection {
  const [w, dw] = [site.tensor("projection"), site.gradient("projection")];
  const s = site.activation("shortcut", output);
  const dx = site.dx === null ? null : site.activation("shortcut's dx", site.input);
  if (window === null) {
    const b = site.zeros("no biases", output);
    return {
      ...{ s, dx },
      forward: (x) => ({ kind: "dense", x, w, b, y: s }),
      backward: dx === null ? [] : [{ kind: "dense-backward", dy, w, dx }],
      gradient: (x) => ({ kind: "dense-gradient", x, dy, dw }),
    };
  }
  return {
    ...{ s, dx },
    forward: (x) => ({ kind: "conv2d", x, w, b: null, y: s, window }),
    backward: dx === null ? [] : [{ kind: "conv2d-backward", dy, w, dx, window }],
    gradient: (x) => ({ kind: "conv2d-gradient", x, dy, dw, window }),
  };
}

/** How rows may be brought together, for a message. */
export function adviseShape(input: Shape, output: Shape): string {
  const shown = `[${input.join(", ")}]`;
  if (sizeOf({ shape: input }) === sizeOf({ shape: output })) {
    return `end its layers with { kind: "reshape", shape: ${shown} }`;
  }
  if (input.length === 3 && output.length === 3) {
    return `let its layers keep all pixels, or every second or third one, as padding: "same" does`;
  }
  return `let its layers give ${shown} again, or put { kind: "flatten" } before it`;
}
