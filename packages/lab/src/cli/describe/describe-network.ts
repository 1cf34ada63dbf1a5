/** A network as a table: what each layer takes, gives, learns and costs. */
import { type LayerSpec, layoutOf, lossKindOf, type ModelSpec, shapesOf, workOf } from "minibatch";

export interface DescribedLayer {
  readonly name: string;
  readonly kind: LayerSpec["kind"];
  /** null where the kind has none */
  readonly activation: string | null;
  /** of one row */
  readonly output: readonly number[];
  /** trained numbers */
  readonly parameters: number;
  /** of a row, forward; a step takes about three times as many */
  readonly multiplyAdds: number;
}

export interface DescribedNetwork {
  /** of one row */
  readonly inputs: readonly number[];
  readonly loss: string;
  readonly layers: readonly DescribedLayer[];
  readonly parameters: number;
  readonly multiplyAdds: number;
}

export function describeNetwork(model: ModelSpec): DescribedNetwork {
  const shapes = shapesOf(model);
  const work = workOf(model);
  const { tensors, size } = layoutOf(model);
  const layers = model.layers.map(
    (layer, i): DescribedLayer => ({
      name: layer.name,
      kind: layer.kind,
      activation: "activation" in layer ? layer.activation.kind : null,
      output: shapes[i]!,
      parameters: tensors.reduce((sum, tensor) => sum + (tensor.layer === layer.name ? tensor.length : 0), 0),
      multiplyAdds: work[i]!,
    }),
  );
  const inputs = typeof model.inputs === "number" ? [model.inputs] : model.inputs;
  return {
    inputs,
    loss: lossKindOf(model.loss),
    layers,
    parameters: size,
    multiplyAdds: work.reduce((sum, one) => sum + one, 0),
  };
}

/** "13 -> 32 relu -> 16 relu -> 3" */
export function drawNetwork({ inputs, layers }: DescribedNetwork): string {
  return [inputs.join(" x "), ...layers.map(drawLayer)].join(" -> ");
}

function drawLayer({ kind, activation, output }: DescribedLayer): string {
  if (kind !== "dense") return kind;
  return `${output.join(" x ")}${activation === null || activation === "linear" ? "" : ` ${activation}`}`;
}
