/** How often each layer answers what: a layer whose answers are all alike, or at their limits, learns little. */
import { sliceRows } from "minibatch-data/sets";
import type { ActivationsData } from "../../protocol/view-data.ts";
import type { View } from "./view.ts";

const ROWS = 200;
const BINS = 32;
const MOST_LAYERS = 8;

export const activations: View<ActivationsData> = {
  applies: () => true,
  async measure({ outputs, splits }) {
    const { train } = splits;
    const { x } = sliceRows(train, 0, Math.min(ROWS, train.x.rows));
    const layers: ActivationsData["layers"][number][] = [];
    for (const layer of outputs.layers.slice(0, MOST_LAYERS)) {
      layers.push({ layer: outputs.nameOf(layer), ...countsOf(await outputs.of(layer, x)) });
    }
    return { rows: x.rows, layers };
  },
};

function countsOf(answers: ArrayLike<number>): Pick<ActivationsData["layers"][number], "range" | "counts"> {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < answers.length; i++) {
    low = Math.min(low, answers[i]!);
    high = Math.max(high, answers[i]!);
  }
  const counts = new Array<number>(BINS).fill(0);
  const width = high - low || 1;
  for (let i = 0; i < answers.length; i++) {
    const bin = Math.floor(((answers[i]! - low) / width) * BINS);
    counts[Math.min(BINS - 1, bin)]!++;
  }
  return { range: [low, high], counts };
}
