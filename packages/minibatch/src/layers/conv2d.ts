import { type ActivationSpec, activations, parameterOf } from "../activations/activations.ts";
import { SpecError } from "../errors.ts";
import type { InitializerSpec } from "../initializers/spec.ts";
import { nearestDivisors } from "../math/nearest-divisors.ts";
import type { ImageShape, Pair, Window } from "../plan/convolution.ts";
import { flag, number } from "../spec/fields.ts";
import { activation, initializer, regularizer } from "./dense.ts";
import {
  type LayerKind,
  type LayerTensor,
  layerName,
  penaltyOf,
  type RegularizerSpec,
  rowsError,
  type Shape,
} from "./layer.ts";
import { checkPixels, extentOf, groupsField, type Padding, padding, pair, windowsAlong } from "./windows.ts";

/**
 * A convolution of images, channels last (LeCun et al., 1989): activation(b + sums over windows of x w), weights
 * [kernel rows, kernel columns, channels / groups, filters]. "same" pads as Keras and TensorFlow do: as little as gives
 * input / stride pixels, rounded up, the odd row or column behind, where PyTorch's padding number is on both sides.
 */
export interface Conv2dSpec {
  readonly kind: "conv2d";
  readonly name: string;
  /** channels that come out */
  readonly filters: number;
  /** rows and columns of a window; a number is both */
  readonly kernel: Pair;
  readonly stride: Pair;
  /** "valid": none; a number: so many zeros on every side */
  readonly padding: Padding;
  /** windows see every so many-th row and column */
  readonly dilation: Pair;
  /** channels and filters in so many groups that do not see each other; "depthwise": each channel by itself */
  readonly groups: number | "depthwise";
  readonly activation: ActivationSpec;
  readonly weights: InitializerSpec;
  readonly biases: InitializerSpec;
  readonly regularizer: RegularizerSpec;
  /** false: there are no biases */
  readonly bias: boolean;
}

/** What comes in and out, and how windows lie in it. */
interface Layout {
  readonly output: ImageShape;
  readonly weights: readonly [rows: number, columns: number, channels: number, filters: number];
  readonly window: Window;
}

function layoutOf(spec: Conv2dSpec, input: Shape): Layout {
  const [height, width, channels] = input;
  const { filters, kernel, stride, dilation } = spec;
  const groups = spec.groups === "depthwise" ? channels : spec.groups;
  const rows = windowsAlong(height, extentOf(kernel[0], dilation[0]), stride[0], spec.padding);
  const columns = windowsAlong(width, extentOf(kernel[1], dilation[1]), stride[1], spec.padding);
  const image = [height, width, channels] as const;
  const output = [rows.count, columns.count, filters] as const;
  return {
    output,
    weights: [...kernel, channels / groups, filters],
    window: { image, output, stride, dilation, before: [rows.before, columns.before], groups },
  };
}

/** Defaults of Keras's Conv2D: no padding, linear, Glorot uniform weights, zero biases, no penalty. */
export const conv2d: LayerKind<Conv2dSpec> = {
  fields: {
    name: layerName,
    filters: number({ atLeast: 1, whole: true }),
    kernel: pair(),
    stride: pair(1),
    padding,
    dilation: pair(1),
    groups: groupsField,
    activation,
    weights: initializer({ kind: "glorot-uniform" }),
    biases: initializer({ kind: "zeros" }),
    regularizer,
    bias: flag(true),
  },

  outputShape(spec, input, path) {
    checkPixels(path, "conv2d", input);
    const { filters } = spec;
    const { output, window } = layoutOf(spec, input);
    if (output[0] < 1 || output[1] < 1) throw kernelError(spec, input, path);
    checkGroups(`${path}.groups`, spec.groups, input);
    const { groups } = window;
    if (filters % groups !== 0) {
      const fix = `use a multiple of ${groups}, such as ${Math.ceil(filters / groups) * groups}`;
      throw new SpecError(
        `${path}.filters`,
        `cannot be ${filters}: rows of [${input.join(", ")}] come in, in ${groups} groups, which share the filters; ` +
          fix,
      );
    }
    return output;
  },

  tensors(spec, input) {
    const { weights: shape } = layoutOf(spec, input);
    const places = shape[0] * shape[1];
    const { weights, biases, regularizer, filters, bias } = spec;
    const fans = {
      inputs: places * shape[2],
      outputs: places * filters,
      matrix: [places * shape[2], filters],
    } as const;
    const penalty = penaltyOf(regularizer);
    const shared = { trained: true, fans } as const;
    const ofWeights: LayerTensor = {
      ...shared,
      ...{ role: "weights", gradientName: "weight gradient", shape, initial: weights, drawnAs: "weights", penalty },
    };
    const ofBiases: LayerTensor = {
      ...shared,
      ...{ role: "biases", gradientName: "bias gradient", shape: [filters], initial: biases, drawnAs: "biases" },
      penalty: null,
    };
    return bias ? [ofWeights, ofBiases] : [ofWeights];
  },

  /** As a dense layer's, at every pixel. */
  plan(spec, site) {
    const { output, window } = layoutOf(spec, site.input);
    const { kind } = spec.activation;
    const { isIdentity = false, needsOnlyOutput = false, dies = false, isSaturated = null } = activations[kind];
    const z = site.activation("z", output);
    const y = needsOnlyOutput ? z : site.activation("y", output);
    const dy = site.activation("dy", output);
    const [w, dw] = [site.tensor("weights"), site.gradient("weights")];
    const [b, db] = spec.bias ? [site.tensor("biases"), site.gradient("biases")] : [null, null];
    const mapped = { activation: kind, parameter: parameterOf(spec.activation), z, y };
    return {
      dy,
      forward: (x) => ({
        operations: [
          { kind: "conv2d", x, w, b, y: z, window },
          ...(isIdentity ? [] : [{ kind: "activate", ...mapped } as const]),
        ],
        y,
      }),
      backward: [
        ...(isIdentity ? [] : [{ kind: "activate-backward", ...mapped, dy } as const]),
        ...(site.dx === null ? [] : [{ kind: "conv2d-backward", dy, w, dx: site.dx, window } as const]),
      ],
      gradients: (x) => [
        { kind: "conv2d-gradient", x, dy, dw, window },
        ...(db === null ? [] : [{ kind: "channel-sums", dy, db } as const]),
      ],
      examined: { output: y, role: "weights", canDie: dies, isSaturated, units: spec.filters },
    };
  },

  work(spec, input) {
    const { output, weights } = layoutOf(spec, input);
    return output[0] * output[1] * weights.reduce((product, n) => product * n, 1);
  },
  room(spec, input) {
    const { output } = layoutOf(spec, input);
    return 3 * output[0] * output[1] * output[2];
  },
  kernels: "full",
  outputActivation: () => null,
};

function kernelError({ kernel, dilation, padding: given }: Conv2dSpec, input: Shape, path: string): SpecError {
  const extents = kernel.map((size, i) => extentOf(size, dilation[i]));
  const around = typeof given === "number" ? given : 0;
  const padded = [input[0] + 2 * around, input[1] + 2 * around];
  const dilated = extents.some((extent, i) => extent !== kernel[i]) ? `, dilated ${extents.join(" x ")}` : "";
  const within = around === 0 ? "" : `, with padding ${padded.join(" x ")}`;
  const most = padded.map((size, i) => Math.min(kernel[i], Math.floor((size - 1) / dilation[i]) + 1));
  return new SpecError(
    `${path}.kernel`,
    `cannot be [${kernel.join(", ")}]${dilated}: rows of [${input.join(", ")}] come in${within}; use at most ` +
      `[${most.join(", ")}], or padding "same"`,
  );
}

function checkGroups(path: string, groups: number | "depthwise", input: Shape): void {
  const channels = input[2];
  if (groups === "depthwise" || channels % groups === 0) return;
  const near = nearestDivisors(channels, groups).join(" or ");
  const [word, other] = channels > 1 ? ["channels", ', or "depthwise"'] : ["channel", ""];
  const fix = `whose ${channels} ${word} ${groups} does not divide; use ${near}${other}`;
  throw rowsError(path, `${groups}`, input, fix);
}
