/** What both kinds of pooling share: their fields, their windows, and what they refuse. */
import type { SpecError } from "../errors.ts";
import { sizeOf } from "../plan/tensor.ts";
import type { Pair, Windows } from "../plan/windows.ts";
import { type Field, type Fields, number, valueError } from "../spec/fields.ts";
import { type LayerBase, type LayerKind, layerName, rowsError, type Shape } from "./layer.ts";

/** One number for both, or [height, width]. */
export type Size2d = number | Pair;

/** Keras's "valid" takes whole windows alone, its "same" gives input / stride, rounded up; a number is PyTorch's. */
export type Padding2d = "valid" | "same" | number;

/** Pictures [height, width, channels] in windows. */
export interface PoolingSpec extends LayerBase {
  /** of a window */
  readonly pool: Size2d;
  /** from one window to the next; null: as far as a window is large */
  readonly stride: Size2d | null;
  readonly padding: Padding2d;
}

const size = number({ atLeast: 1, whole: true });
const sizes = "a whole number at least 1, or two such as [2, 2]: down and across";

/** [2, 2] is stored as 2, so that equal models have equal specifications. */
function readSize(value: unknown, path: string): Size2d {
  if (typeof value === "number") return size.read(value, path);
  if (!Array.isArray(value) || value.length !== 2) throw valueError(path, value, sizes);
  const [down, across] = value.map((one: unknown, i) => size.read(one, `${path}[${i}]`));
  return down === across ? down : Object.freeze([down, across] as const);
}

const takesSize = {
  type: "either",
  of: [size.takes, { type: "list", of: size.takes, what: sizes, exactly: 2 }],
  what: sizes,
} as const;

const pool: Field<Size2d> = { takes: takesSize, fallback: 2, read: readSize };

const stride: Field<Size2d | null> = {
  takes: { type: "optional", of: takesSize },
  fallback: null,
  read: (value, path) => (value === null ? null : readSize(value, path)),
};

const cells = number({ atLeast: 0, whole: true });
const paddings = 'a whole number at least 0, "valid" or "same"';

const padding: Field<Padding2d> = {
  takes: {
    type: "either",
    of: [{ type: "choice", names: ["valid", "same"] }, cells.takes],
    what: paddings,
  },
  fallback: "valid",
  read(value, path) {
    if (value === "valid" || value === "same") return value;
    if (typeof value === "number") return cells.read(value, path);
    throw valueError(path, value, paddings, "valid");
  },
};

/** Defaults of Keras's MaxPooling2D and AveragePooling2D: PyTorch's, but that the pool has none there. */
export const poolingFields: Fields<PoolingSpec> = { name: layerName, pool, stride, padding };

const asPair = (given: Size2d): Pair => (typeof given === "number" ? [given, given] : given);

/** Where the windows lie on pictures of that shape. */
export function windowsOf({ pool, stride, padding }: PoolingSpec, [height, width]: Shape): Windows {
  const [sizes, strides] = [asPair(pool), asPair(stride ?? pool)];
  const along = (axis: 0 | 1, input: number): { output: number; before: number } => {
    const [size, step] = [sizes[axis], strides[axis]];
    if (padding === "same") {
      // TensorFlow's: what is left over lies behind
      const output = Math.ceil(input / step);
      return { output, before: Math.floor(Math.max(0, (output - 1) * step + size - input) / 2) };
    }
    const before = padding === "valid" ? 0 : padding;
    return { output: Math.floor((input + 2 * before - size) / step) + 1, before };
  };
  const [down, across] = [along(0, height), along(1, width)];
  return {
    input: [height, width],
    output: [down.output, across.output],
    size: sizes,
    stride: strides,
    before: [down.before, across.before],
  };
}

/** Refuses what is no picture, and windows that are larger than it. */
export function pooledShape(spec: PoolingSpec, input: Shape, path: string): Shape {
  const { kind, pool, padding } = spec;
  if (input.length !== 3) throw noPicture(kind, input, path);
  const [down, across] = asPair(pool);
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

/** The error of rows that have no height, width and channels. */
export function noPicture(kind: string, input: Shape, path: string): SpecError {
  const shape = input.length === 2 ? [...input, 1] : ["height", "width", "channels"];
  return rowsError(
    path,
    kind,
    input,
    `and it takes pictures [height, width, channels]; put { kind: "reshape", shape: [${shape.join(", ")}] } before it`,
  );
}

const show = (given: Size2d): string => (typeof given === "number" ? String(given) : `[${given.join(", ")}]`);

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
