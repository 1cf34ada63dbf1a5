/**
 * What the first layer of a network on pictures looks for, and what it answers to one of them. Its kind is not asked:
 * it has a tensor of weights of which each unit's part lies as a picture does.
 */
import {
  createReferenceBackend,
  flattenLayers,
  type ModelSpec,
  type NamedTensor,
  type PlacedLayer,
  placeLayers,
  planModel,
} from "minibatch";

/** As a picture of a data set lies: row-major, channels last. */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A picture for every unit: values[y][x][channel][unit], row-major. */
export interface UnitPictures extends PictureSize {
  readonly units: number;
  readonly values: ArrayLike<number>;
}

export interface FirstLayer {
  /** its name in the model */
  readonly name: string;
  /** its weights; null where they are no pictures, as those of 1 x 1 */
  readonly filters: UnitPictures | null;
  /** what it gives for one picture; null where that is a number for each unit */
  readonly answers: LayerAnswers | null;
}

export interface LayerAnswers extends UnitPictures {
  readonly of: ShownPicture;
}

export interface ShownPicture {
  /** a PNG as a data address */
  readonly picture: string;
  readonly ratio: number;
  /** "test row 1" */
  readonly place: string;
  /** the class that it truly is; null where it is of none */
  readonly truth: string | null;
}

/** A row as it comes in, and as it is shown. */
export interface PictureRow {
  readonly numbers: ArrayLike<number>;
  readonly shown: ShownPicture;
}

/** More channels of a kernel side by side are no picture any more. */
const MOST_CHANNELS = 4;

/** Null where nothing of the first layer can be seen. `size`: how the numbers of a row lie. */
export function lookAtFirstLayer(
  model: ModelSpec,
  tensors: readonly NamedTensor[],
  size: PictureSize,
  row: PictureRow,
): FirstLayer | null {
  const first = flattenLayers(placeLayers(model)).find((placed) => weightsOf(placed) !== undefined);
  if (first === undefined) return null;
  const { name } = first.layer;
  const shape = unitShape(first, size);
  const values = tensors.find((tensor) => tensor.name === `${name}.weights`)?.values;
  const seen = shape !== null && shape.height > 1 && shape.width > 1 && shape.channels <= MOST_CHANNELS;
  const filters = seen && values !== undefined ? { ...shape, values } : null;
  const answers = answersOf(model, tensors, name, row);
  return filters === null && answers === null ? null : { name, filters, answers };
}

function weightsOf({ tensors }: PlacedLayer): PlacedLayer["tensors"][number] | undefined {
  return tensors.find(({ role }) => role === "weights");
}

/** A kernel's [height, width, channels, units]; of [inputs, units], the inputs as the picture that comes in lies. */
function unitShape(placed: PlacedLayer, size: PictureSize): Omit<UnitPictures, "values"> | null {
  const shape = weightsOf(placed)?.shape ?? [];
  const units = shape[shape.length - 1] ?? 0;
  const [height = 0, width = 0, channels = 0] = shape;
  if (shape.length === 4) return { height, width, channels, units };
  if (shape.length === 2 && shape[0] === size.height * size.width * size.channels) return { ...size, units };
  return null;
}

/** By the reference, in float64: the same everywhere. */
function answersOf(
  model: ModelSpec,
  tensors: readonly NamedTensor[],
  layer: string,
  { numbers, shown }: PictureRow,
): LayerAnswers | null {
  const plan = planModel(model);
  const output = plan.examined.find((one) => one.layer === layer)?.output;
  const [height = 0, width = 0, units = 0] = output?.shape ?? [];
  if (output === undefined || output.shape.length !== 3 || height < 2 || width < 2) return null;
  const executor = createReferenceBackend("float64").open({ tensors: plan.tensors, capacity: 1 });
  try {
    for (const { place, tensor } of plan.modelTensors) {
      const found = tensors.find(({ name }) => name === place.name);
      if (found !== undefined) void executor.write(tensor, found.values);
    }
    // the reference answers at once
    void executor.write(plan.feed.input, numbers);
    void executor.compile(plan.evaluation(false), 1, null).run(null, 1);
    const values = executor.read(output) as Float64Array;
    return { height, width, channels: 1, units, values, of: shown };
  } finally {
    executor.dispose();
  }
}
