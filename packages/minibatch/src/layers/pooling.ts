/** What both kinds of pooling share: their fields, their windows, and what they refuse. */
import { sizeOf } from "../plan/tensor.ts";
import type { Pair, Windows } from "../plan/windows.ts";
import { type Fields, optional } from "../spec/fields.ts";
import { type LayerBase, type LayerKind, layerName, rowsError, type Shape } from "./layer.ts";
import { checkPixels, type Padding, padding, pair, windowsAlong } from "./windows.ts";

/** Pictures [height, width, channels] in windows. */
export interface PoolingSpec extends LayerBase {
  /** of a window */
  readonly pool: Pair;
  /** from one window to the next; null: as far as a window is large */
  readonly stride: Pair | null;
  readonly padding: Padding;
}

/** Defaults of Keras's MaxPooling2D and AveragePooling2D: PyTorch's, but that the pool has none there. */
export const poolingFields: Fields<PoolingSpec> = { name: layerName, pool: pair(2), stride: optional(pair()), padding };

/** Where the windows lie on pictures of that shape. */
export function windowsOf({ pool, stride, padding }: PoolingSpec, [height, width]: Shape): Windows {
  const steps = stride ?? pool;
  const down = windowsAlong(height, pool[0], steps[0], padding);
  const across = windowsAlong(width, pool[1], steps[1], padding);
  return {
    input: [height, width],
    output: [down.count, across.count],
    size: pool,
    stride: steps,
    before: [down.before, across.before],
  };
}

/** Refuses what is no picture, and windows that are larger than it. */
export function pooledShape(spec: PoolingSpec, input: Shape, path: string): Shape {
  const { kind, pool, padding } = spec;
  checkPixels(path, kind, input);
  const [down, across] = pool;
  if (typeof padding === "number" && 2 * padding > Math.min(down, across)) {
    const most = Math.floor(Math.min(down, across) / 2);
    const half = `and windows of ${show(pool)} reach at most half their size beyond them`;
    throw rowsError(`${path}.padding`, String(padding), input, `${half}; give at most ${most}, or "same"`);
  }
  const around = typeof padding === "number" ? 2 * padding : 0;
  const [most, widest] = [input[0] + around, input[1] + around];
  if (padding !== "same" && (down > most || across > widest)) {
    const fitting = Object.freeze([Math.min(down, most), Math.min(across, widest)] as const);
    throw rowsError(
      `${path}.pool`,
      show(pool),
      input,
      `which is smaller; give pool: ${show(fitting)} or padding: "same"`,
    );
  }
  return [...windowsOf(spec, input).output, input[2]];
}

const show = ([down, across]: Pair): string => (down === across ? `${down}` : `[${down}, ${across}]`);

/** What pooling costs: no products; its output, that one's gradient, and `more` numbers for each. */
export function costsOf<S extends LayerBase>(
  outputOf: (spec: S, input: Shape) => Shape,
  more: number,
): Pick<LayerKind<S>, "tensors" | "work" | "room"> {
  return {
    tensors: () => [],
    work: () => 0,
    room: (spec, input) => (2 + more) * sizeOf({ shape: outputOf(spec, input) }),
  };
}
