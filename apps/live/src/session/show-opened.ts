/** What the page is told of a session that was opened. */
import { type Dataset, placeLayers, sizeOf } from "minibatch";
import { dataSets, type Splits } from "minibatch-data/sets";
import { type SessionSpec, sizeOfSession } from "study/session";
import type { LayerShown, Opened, Points } from "../protocol/messages.ts";

const MOST_POINTS = 2000;
/** around the outermost points, of the plane's side */
const MARGIN = 0.08;

export function showOpened(
  spec: SessionSpec,
  splits: Splits,
  rest: Pick<Opened, "notice" | "threads" | "backend">,
): Omit<Opened, "views"> {
  const set = dataSets[spec.data.set];
  const { targets, picture } = set.shape(spec.data);
  return {
    ...rest,
    spec,
    size: sizeOfSession(spec),
    rows: {
      train: splits.train.x.rows,
      validation: splits.validation?.x.rows ?? 0,
      test: splits.test?.x.rows ?? 0,
    },
    classes: targets.kind === "classes" ? targets.names : [],
    picture: picture ?? null,
    points: pointsOf(splits),
    says: set.describe(spec.data),
    layers: placeLayers(spec.model).map(
      ({ layer, output, tensors }): LayerShown => ({
        name: layer.name,
        kind: layer.kind,
        output,
        parameters: tensors.reduce((sum, tensor) => sum + sizeOf(tensor), 0),
      }),
    ),
  };
}

function pointsOf({ train, validation }: Splits): Points | null {
  const parts = [train, ...(validation === null ? [] : [validation])];
  if (!parts.every(({ x }) => x.kind === "dense" && x.features === 2)) return null;
  const most = MOST_POINTS;
  const values: number[] = [];
  const labels: number[] = [];
  let trainRows = 0;
  for (const part of parts) {
    const shown = Math.min(part.x.rows, Math.round(most * (part === train ? 0.75 : 0.25)));
    if (part === train) trainRows = shown;
    addPoints(part, shown, values, labels);
  }
  return {
    values: Float32Array.from(values),
    labels: Uint8Array.from(labels),
    trainRows,
    extent: extentOf(values),
  };
}

/** Spread over the split: its rows may lie class by class. */
function addPoints({ x, y }: Dataset, count: number, values: number[], labels: number[]): void {
  if (x.kind !== "dense") return;
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * x.rows) / count);
    values.push(x.values[2 * row]! * x.scale, x.values[2 * row + 1]! * x.scale);
    labels.push(y.values[row]!);
  }
}

/** A square around all points. */
function extentOf(values: readonly number[]): Points["extent"] {
  const range = (offset: number): [low: number, high: number] => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = offset; i < values.length; i += 2) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
    return [low, high];
  };
  const [[left, right], [bottom, top]] = [range(0), range(1)];
  const half = Math.max(right - left, top - bottom, Number.MIN_VALUE) * (0.5 + MARGIN);
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return [x - half, y - half, x + half, y + half];
}
