/** What a network says of one row, layer by layer. */
import type { Trainer } from "minibatch";
import type { Answered } from "../protocol/messages.ts";
import type { LayerOutputs } from "./layer-outputs.ts";

/** Throws DataError for a row of another length, or of numbers that are not finite. */
export async function answerRow(values: Float32Array, trainer: Trainer, outputs: LayerOutputs): Promise<Answered> {
  const row = { kind: "dense", rows: 1, features: values.length, values, scale: 1 } as const;
  const answered = Array.from(await trainer.predict(row));
  const layers: Answered["layers"][number][] = [];
  for (const layer of outputs.layers) {
    layers.push({ layer: outputs.nameOf(layer), values: Array.from(await outputs.of(layer, row)) });
  }
  return { outputs: answered, layers };
}
