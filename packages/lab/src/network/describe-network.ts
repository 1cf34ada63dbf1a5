/** A network as a table: what each layer takes, gives, learns and costs. */
import {
  flattenLayers,
  type LayerSpec,
  lossKindOf,
  MOST_STEPS,
  type ModelSpec,
  type OptimizerSpec,
  type PlacedLayer,
  placeLayers,
  planTraining,
  sizeOf,
  type Tensor,
} from "minibatch";

export interface DescribedLayer {
  readonly name: string;
  readonly kind: LayerSpec["kind"];
  /** within how many other layers it lies */
  readonly depth: number;
  /** null where the kind has none */
  readonly activation: string | null;
  /** of one row */
  readonly output: readonly number[];
  /** its own trained numbers, without those of layers within it */
  readonly parameters: number;
  /** of a row, forward; a step takes about three times as many */
  readonly multiplyAdds: number;
  /**
   * bytes of its numbers in a training step: its tensors with their gradients and the optimizer's state, and what it
   * keeps of every row
   */
  readonly memory: number;
}

export interface DescribedNetwork {
  /** of one row */
  readonly inputs: readonly number[];
  readonly loss: string;
  /** a layer before those within it */
  readonly layers: readonly DescribedLayer[];
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** rows of a batch, and bytes of all numbers of a step of so many; the data set is not counted */
  readonly batch: number;
  readonly memory: number;
}

/** What is trained: by that optimizer, in batches of so many rows. */
export interface Trained {
  readonly optimizer: OptimizerSpec;
  readonly batch: number;
}

export function describeNetwork(model: ModelSpec, { optimizer, batch }: Trained): DescribedNetwork {
  const { plan, optimizer: planned } = planTraining(model, optimizer, false);
  const { layout } = plan;
  const bytes = (tensors: readonly Tensor[]): number =>
    tensors.reduce((sum, tensor) => sum + bytesOf(tensor, batch), 0);
  const state = planned.tensors.filter(({ role }) => role === "state");
  // the weights, their gradients, and what the optimizer keeps for each
  const perParameter = 4 * 2 + bytes(state) / Math.max(1, layout.size);
  const describe = ({ layer, place, output, tensors, work, within }: PlacedLayer, depth: number): DescribedLayer[] => {
    const trained = sum(tensors.filter((tensor) => tensor.trained).map(sizeOf));
    const kept = sum(tensors.filter((tensor) => !tensor.trained).map(sizeOf));
    const own: DescribedLayer = {
      name: layer.name,
      kind: layer.kind,
      depth,
      activation: "activation" in layer ? layer.activation.kind : null,
      output,
      parameters: trained,
      multiplyAdds: work,
      memory:
        Math.round(trained * perParameter) +
        4 * kept +
        bytes([...plan.between].filter(([, of]) => of === place).map(([tensor]) => tensor)),
    };
    return [own, ...within.flatMap((inner) => describe(inner, depth + 1))];
  };
  const placed = placeLayers(model);
  return {
    inputs: typeof model.inputs === "number" ? [model.inputs] : model.inputs,
    loss: lossKindOf(model.loss),
    layers: placed.flatMap((layer) => describe(layer, 0)),
    parameters: layout.size,
    multiplyAdds: sum(flattenLayers(placed).map(({ work }) => work)),
    batch,
    memory: bytes([...plan.tensors, ...planned.tensors]),
  };
}

const BYTES = { float: 4, int: 4, double: 8 } as const;

/** Of a tensor that is no part of another. */
function bytesOf(tensor: Tensor, batch: number): number {
  const times = { once: 1, row: batch, step: MOST_STEPS }[tensor.extent];
  return sizeOf(tensor) * BYTES[tensor.type] * times;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
