/**
 * A training of one's own that is no network: the k nearest neighbours, on spirals. `own-training.yaml` tries it at
 * several k: `minibatch sweep examples/own-training.yaml`.
 */
import type { Dataset, DenseRows } from "minibatch";
import { defineTraining } from "minibatch-lab";

export default defineTraining<{ k: number; power: number }>({
  *train({ parameters: { k, power }, data }) {
    if (data?.validation == null) throw new Error("needs rows to train on and rows to validate: name a set in data");
    yield { accuracy: accuracyOf(data.train, data.validation, k, power) };
  },
});

/** Share of `asked` whose class is that of most of their k nearest rows of `known`, by the distance of this power. */
function accuracyOf(known: Dataset, asked: Dataset, k: number, power: number): number {
  const [rows, points] = [known.x as DenseRows, asked.x as DenseRows];
  let right = 0;
  for (let point = 0; point < points.rows; point++) {
    const distances = Array.from({ length: rows.rows }, (_, row) => ({
      label: known.y.values[row]!,
      distance: distanceOf(rows, row, points, point, power),
    }));
    const nearest = distances.sort((a, b) => a.distance - b.distance).slice(0, k);
    const votes = [...Map.groupBy(nearest, ({ label }) => label)].sort(([, a], [, b]) => b.length - a.length);
    if (votes[0]![0] === asked.y.values[point]) right++;
  }
  return right / points.rows;
}

function distanceOf(a: DenseRows, row: number, b: DenseRows, point: number, power: number): number {
  let sum = 0;
  for (let i = 0; i < a.features; i++) {
    sum += Math.abs(a.values[row * a.features + i]! - b.values[point * b.features + i]!) ** power;
  }
  return sum;
}
