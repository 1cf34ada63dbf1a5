/**
 * A loss of one's own through the library: three quantiles of y, of which no loss of the library tells. `own-loss.yaml`
 * tries it: `minibatch sweep examples/own-loss.yaml`.
 */
import {
  type CustomLoss,
  createNormalSource,
  createStream,
  createTrainer,
  type Dataset,
  drawPermutation,
  restoreTrainer,
} from "minibatch";
import type { TrainingInputs } from "minibatch-lab";

type Parameters = { readonly units: number; readonly learningRate: number };
type Options = { readonly levels: readonly number[] };

export async function* train({
  parameters: { units, learningRate },
  options: { levels },
  ...trial
}: TrainingInputs<Parameters, Options>) {
  const { seed, epochs, numerics, signal, checkpoint, resumeFrom } = trial;
  const [known, asked] = [drawRows(600, seed), drawRows(300, seed + 1_000_000)];
  const loss = pinball(levels);
  using trainer =
    resumeFrom === null
      ? await createTrainer({
          model: {
            inputs: 1,
            layers: [
              { kind: "dense", units, activation: "tanh" },
              { kind: "dense", units: levels.length },
            ],
            loss: "mean-squared-error", // of which only its output layer is used: the losses are ours
          },
          optimizer: { kind: "adam", learningRate },
          seed,
          numerics,
        })
      : await restoreTrainer(resumeFrom, { numerics });
  const batches = 20;
  while (trainer.stepCount < epochs * batches) {
    signal.throwIfAborted();
    const order = drawPermutation(createStream(seed, "shuffle", trainer.stepCount / batches), known.x.rows);
    let sum = 0;
    for (let batch = 0; batch < batches; batch++) {
      sum += trainer.step(pick(known, order.subarray(30 * batch, 30 * (batch + 1))), { loss });
    }
    const values = await trainer.predict(asked.x);
    const prediction = { kind: "dense", rows: asked.x.rows, features: levels.length, values, scale: 1 } as const;
    const inside = Array.from(asked.y.values).filter((y, row) => {
      const quantiles = values.subarray(row * levels.length, (row + 1) * levels.length);
      return y >= quantiles[0]! && y <= quantiles.at(-1)!;
    });
    yield {
      "train-loss": sum / batches,
      "validation-loss": loss(prediction, asked.y).loss,
      "share-inside": inside.length / asked.x.rows,
    };
    await checkpoint(trainer.checkpoint());
  }
}

/** The mean over the rows of what each quantile costs: level times how far y lies above it, 1 - level below. */
function pinball(levels: readonly number[]): CustomLoss {
  return ({ rows, features, values }, targets) => {
    const gradient = new Float64Array(values.length);
    let loss = 0;
    for (const [i, value] of values.entries()) {
      const level = levels[i % features]!;
      const error = targets.values[Math.floor(i / features)]! - value;
      loss += Math.max(level * error, (level - 1) * error) / rows;
      gradient[i] = (error > 0 ? -level : 1 - level) / rows;
    }
    return { loss, gradient };
  };
}

/** y = x^2 and noise that grows with x. */
function drawRows(rows: number, seed: number): Dataset {
  const next = createNormalSource(createStream(seed, "data"));
  const x = Float32Array.from({ length: rows }, () => next());
  const y = x.map((value) => value * value + 0.3 * Math.abs(value) * next());
  return {
    x: { kind: "dense", rows, features: 1, values: x, scale: 1 },
    y: { kind: "values", columns: 1, values: y },
  };
}

function pick({ x, y }: Dataset, rows: Uint32Array): Dataset {
  const of = (values: ArrayLike<number>) => Float32Array.from(rows, (row) => values[row]!);
  return {
    x: { kind: "dense", rows: rows.length, features: 1, values: of(x.values), scale: 1 },
    y: { kind: "values", columns: 1, values: of(y.values) },
  };
}
