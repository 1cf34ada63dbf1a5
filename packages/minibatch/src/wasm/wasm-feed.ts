/** Rows from which batches are drawn, in the form that is least work for how often they will be passed. */
import { compressIfSparseInSlices, isWorthCompressing } from "../data/compress-rows.ts";
import type { Rows, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { Feed, FeedTensors, FeedUse, Program } from "../plan/executor.ts";
import type { Operation } from "../plan/operation.ts";
import { sizeOf } from "../plan/tensor.ts";
import type { InputForm, InputUse } from "./program/input-form.ts";
import type { ResidentRows } from "./program/resident-rows.ts";
import type { RowStore } from "./program/row-store.ts";

/**
 * Rows looked at before a single pass to judge whether all are sparse: few, because looking may be most of the work.
 */
const SAMPLE_ROWS_ONCE = 64;

/** Rows that lie in the arena, for a product of so many units. */
export interface Resident {
  readonly rows: ResidentRows;
  readonly units: number;
}

interface Opened {
  readonly store: RowStore;
  readonly tensors: FeedTensors;
  readonly given: Rows;
  readonly targets: Targets | null;
  readonly weights: FloatArray | null;
  /** the same as `given`, maybe compressed */
  readonly rows: Rows;
  readonly resident: Resident | null;
  /** whether dense rows of few entries are passed as they are */
  readonly isRaw: boolean;
}

export class WasmFeed implements Feed {
  readonly tensors: FeedTensors;
  /** as they were given */
  readonly given: Rows;
  readonly targets: Targets | null;
  /** of each row, if rows have some */
  readonly weights: FloatArray | null;
  /** the same, maybe compressed */
  readonly rows: Rows;
  isReleased = false;
  readonly programs: Map<readonly Operation[], Map<number, Program>> = new Map();
  readonly #store: RowStore;
  readonly #resident: Resident | null;
  readonly #isRaw: boolean;

  /** Use `openFeed`. */
  constructor({ store, tensors, given, targets, weights, rows, resident, isRaw }: Opened) {
    this.tensors = tensors;
    this.given = given;
    this.targets = targets;
    this.weights = weights;
    this.rows = rows;
    this.#store = store;
    this.#resident = resident;
    this.#isRaw = isRaw;
  }

  /** The form in which operations that use the input so get the rows. */
  formFor({ units, hasGradient }: InputUse): InputForm {
    if (units === null) return { kind: "dense" };
    if (this.#resident?.units === units) return { kind: "resident", ...this.#resident };
    const { rows } = this;
    if (rows.kind === "compressed") return { kind: "sparse" };
    if (!this.#isRaw || hasGradient) return { kind: "dense" };
    return { kind: "raw", isBytes: rows.values instanceof Uint8Array, scale: rows.scale };
  }

  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    if (this.#resident !== null) this.#store.release(this.#resident.rows);
    this.programs.clear();
  }
}

/** See Executor.feed. Where the memory cannot grow, rows worth keeping are compressed on the host. */
export function* openFeed(
  store: RowStore,
  tensors: FeedTensors,
  given: Rows,
  targets: Targets | null,
  use: FeedUse,
  ofRows: FloatArray | null,
): Slices<WasmFeed> {
  const opened = { store, tensors, given, targets, weights: ofRows, rows: given, resident: null, isRaw: false };
  const { weights = null } = tensors;
  if (weights === null) return new WasmFeed(opened);
  const units = sizeOf(weights) / sizeOf(tensors.input);
  const rows = isCompressedHere(given, targets, use) ? yield* compressIfSparseInSlices(given, "float32") : given;
  // copying all into the arena takes longer than copying each batch once
  if (use === "step" || (use === "once" && rows.kind === "compressed")) return new WasmFeed({ ...opened, rows });
  if (rows.kind === "compressed") {
    const resident = yield* store.add(rows, units);
    return new WasmFeed({ ...opened, rows, resident: resident && { rows: resident, units } });
  }
  const { values } = rows;
  if (values instanceof Float64Array || !isWorthCompressing(rows, use === "once" ? SAMPLE_ROWS_ONCE : undefined)) {
    return new WasmFeed(opened);
  }
  if (use === "once") return new WasmFeed({ ...opened, isRaw: true });
  const resident = yield* store.add({ ...rows, values }, units);
  if (resident !== null) return new WasmFeed({ ...opened, resident: { rows: resident, units } });
  return new WasmFeed({ ...opened, rows: yield* compressIfSparseInSlices(rows, "float32") });
}

/**
 * Whether rows are compressed here: for a single step, and for float64. The kernels compress other float32 and bytes
 * themselves; for predictions of float64 it is not worth it.
 */
function isCompressedHere({ values }: Rows, targets: Targets | null, use: FeedUse): boolean {
  return use === "step" || (values instanceof Float64Array && (use === "often" || targets !== null));
}
