/**
 * The first tensor of weights as pictures, one a unit: the inputs of a dense layer as they lie in the data, the windows
 * of a convolution. It goes by the tensor's sizes, not by the layer's kind.
 */
import type { NamedTensor } from "minibatch";
import type { WeightsData } from "../../protocol/view-data.ts";
import type { Seen, View } from "./view.ts";

const MOST_UNITS = 64;
/** One strong weight would make all others pale. */
const SHOWN_SHARE = 0.995;

export const weights: View<WeightsData> = {
  applies: ({ trainer }) => firstWeights(trainer) !== undefined,
  async measure({ trainer, picture }) {
    const { name, shape, values } = firstWeights(trainer) as NamedTensor;
    const units = shape.at(-1) as number;
    const inputs = values.length / units;
    const size = sizesOf(shape, inputs, picture);
    const [height, width] = size;
    const shown = Math.min(units, MOST_UNITS);
    const pixels = height * width;
    const pictures = new Float32Array(shown * pixels);
    // of a convolution with several channels, the first
    const channels = shape.length === 4 ? (shape[2] as number) : 1;
    for (let unit = 0; unit < shown; unit++) {
      for (let i = 0; i < pixels; i++) pictures[unit * pixels + i] = values[i * channels * units + unit]!;
    }
    return { layer: name.replace(/\.weights$/, ""), shape: size, values: pictures, units, scale: scaleOf(pictures) };
  },
};

function firstWeights(trainer: Seen["trainer"]): NamedTensor | undefined {
  return trainer.weights().find(({ name, shape }) => name.endsWith(".weights") && shape.length > 1);
}

function sizesOf(shape: readonly number[], inputs: number, picture: Seen["picture"]): readonly [number, number] {
  if (shape.length === 4) return [shape[0] as number, shape[1] as number];
  if (picture !== null && picture[0] * picture[1] === inputs) return picture;
  return [1, inputs];
}

function scaleOf(values: Float32Array): number {
  const sizes = values.map(Math.abs).sort();
  return sizes[Math.min(sizes.length - 1, Math.floor(SHOWN_SHARE * sizes.length))] || 1;
}
