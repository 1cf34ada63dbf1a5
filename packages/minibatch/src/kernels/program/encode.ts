/**
 * From a plan to a program. Between operations of which one needs what another thread made lies a barrier; operations that
 * share out the same rows follow each other without.
 */
import { goesToBlas } from "../../plan/blas.ts";
import type { FloatArray, SparseRows } from "../kernels.ts";
import { segmentsOf } from "../sparse-scratch.ts";
import type { PlannedDense, PlannedInput, PlannedLayer, Staged, StepPlan } from "../step-plan.ts";
import { activationCodes } from "./codes.ts";
import { encodeUpdate, isPlainDescent } from "./encode-update.ts";
import { codeOf, finish, op } from "./opcodes.ts";
import type { ProgramPlaces } from "./places.ts";
import { moving, type Piece, Words } from "./words.ts";

/** By what the last operation's outputs were shared out; "anew": nothing since the last barrier matters. */
type Shares = "anew" | "rows" | "columns" | "elements";

/** Weights above this many bytes are shared out by columns, so that each core's cache holds only its own. */
const SHARED_WEIGHTS_BYTES = 262144;
/** Weights that nobody writes may be read by all cores, up to this many bytes: their caches hold a copy each. */
const MOST_READ_BYTES = 2 ** 21;
/** Batches below this many rows are shared out by columns: rows go in units of six. */
const FEWEST_ROWS = 24;

export function encodeStep(plan: StepPlan, places: ProgramPlaces): readonly Piece[] {
  return new StepEncoder(plan, places).encode();
}

class StepEncoder {
  readonly #plan: StepPlan;
  readonly #places: ProgramPlaces;
  readonly #words = new Words();
  /** dropout does nothing where nothing is learnt */
  readonly #layers: readonly PlannedLayer[];
  #shares: Shares = "anew";

  constructor(plan: StepPlan, places: ProgramPlaces) {
    this.#plan = plan;
    this.#places = places;
    this.#layers = plan.update === null ? plan.layers.filter(({ kind }) => kind === "dense") : plan.layers;
  }

  encode(): readonly Piece[] {
    this.#forward();
    this.#loss();
    if (this.#plan.update !== null) {
      this.#backward();
      this.#barrier();
      this.#words.emit(op.stopUnlessFinite);
      this.#gradients(isPlainDescent(this.#plan, this.#plan.update));
      encodeUpdate(this.#words, this.#plan, this.#plan.update);
    }
    this.#barrier();
    return this.#words.get();
  }

  #forward(): void {
    const { B } = this.#plan;
    let x: Staged<FloatArray> | null = null;
    for (const layer of this.#layers) {
      if (layer.kind === "dropout") {
        this.#share("rows");
        const from = x ?? denseInput(this.#plan.input);
        this.#words.emit(
          op.multiply,
          from.buffer.byteOffset,
          layer.mask.byteOffset,
          layer.y.byteOffset,
          B,
          layer.width,
        );
      } else {
        this.#forwardDense(layer, x);
      }
      x = fixed(layer.y);
    }
  }

  #forwardDense(layer: PlannedDense, x: Staged<FloatArray> | null): void {
    const { B, input } = this.#plan;
    const { weights, biases, z, y, inputs, units, activation, parameter } = layer;
    const byColumns = this.#goesByColumns(layer);
    const end = activation === "relu" ? finish.relu : finish.keep;
    const operands = [weights.byteOffset, biases.byteOffset, z.byteOffset];
    if (x === null && input.kind !== "dense") {
      if (input.kind === "sparse") this.#joinEntries(input.rows, units);
      if (input.kind === "raw") this.#compressRows(input, inputs, units);
      this.#indexColumns(layer);
      this.#share(byColumns ? "columns" : "rows");
      this.#words.emit(
        op.sparseForward,
        ...this.#sparseRows(),
        ...operands,
        B,
        units,
        end,
        byColumns ? 1 : 0,
        ...this.#runs(),
      );
    } else if (goesToBlas(this.#places.blas, B, units, inputs)) {
      this.#multiplyForward(layer, x ?? denseInput(input));
    } else {
      this.#share(byColumns ? "columns" : "rows");
      const from = moving(x ?? denseInput(input));
      const shape = [B, inputs, units, end, byColumns ? 1 : 0];
      this.#words.emit(op.denseForward, ...from, ...operands, ...shape, ...this.#scratch());
    }
    if (activation === "linear" || activation === "relu") return;
    const byElements = this.#shareElements();
    const kind = codeOf("activation", activationCodes, activation);
    const slope = this.#words.float(parameter);
    this.#words.emit(op.activate, kind, slope, z.byteOffset, y.byteOffset, B, units, byElements);
  }

  #multiplyForward({ weights, biases, z, inputs, units, activation }: PlannedDense, a: Staged<FloatArray>): void {
    const { B } = this.#plan;
    const sizes = { M: B, N: units, K: inputs, lda: inputs, ldb: units, ldc: units };
    this.#words.multiply({ transposeA: false, transposeB: false, ...sizes, alpha: 1, a, b: weights, beta: 0, c: z });
    this.#words.emit(op.addBiases, z.byteOffset, biases.byteOffset, B, units, activation === "relu" ? 1 : 0);
    this.#shares = "rows";
  }

  #loss(): void {
    const { B, loss } = this.#plan;
    const { y, dy, units } = this.#output();
    const buffers = [
      y.byteOffset,
      ...moving(loss.targets),
      loss.prediction.byteOffset,
      dy.byteOffset,
      ...moving(loss.losses),
    ];
    if (loss.kind === "softmax-labels" || loss.kind === "softmax-soft") {
      this.#share("rows");
      this.#words.emit(op.softmax, loss.kind === "softmax-soft" ? 1 : 0, ...buffers, B, units);
    } else {
      this.#barrier();
      const scale = this.#words.float(1 / (B * units));
      this.#words.emit(op.elementLoss, loss.kind === "squared" ? 1 : 0, ...buffers, B * units, scale);
      this.#shares = "elements";
    }
  }

  /** dL/dz of every layer, from the last to the first. */
  #backward(): void {
    const { B } = this.#plan;
    const layers = this.#layers;
    let isMasked = false;
    for (let i = layers.length - 1; i >= 0; i--) {
      const layer = layers[i];
      const before = i > 0 ? layers[i - 1] : null;
      if (layer.kind === "dropout") {
        if (before === null) return;
        this.#share("rows");
        this.#words.emit(op.multiply, layer.dy.byteOffset, layer.mask.byteOffset, before.dy.byteOffset, B, layer.width);
        isMasked = false;
        continue;
      }
      if (!isMasked) this.#backwardActivation(layer);
      if (before === null) return;
      const { dy, weights, inputs, units } = layer;
      if (goesToBlas(this.#places.blas, B, inputs, units)) {
        const sizes = { M: B, N: inputs, K: units, lda: units, ldb: units, ldc: inputs };
        const product = { ...sizes, alpha: 1, a: fixed(dy), b: weights, beta: 0, c: before.dy } as const;
        this.#words.multiply({ transposeA: false, transposeB: true, ...product });
        this.#shares = "anew";
        isMasked = false;
        continue;
      }
      isMasked = before.kind === "dense" && before.activation === "relu";
      const byColumns = this.#goesByColumns(layer);
      this.#share(byColumns ? "columns" : "rows");
      this.#words.emit(
        op.backwardInput,
        ...[dy.byteOffset, weights.byteOffset, before.dy.byteOffset, B, inputs, units],
        ...[isMasked ? finish.mask : finish.keep, isMasked ? before.y.byteOffset : 0, byColumns ? 1 : 0],
        ...this.#scratch(),
      );
    }
  }

  #backwardActivation({ activation, parameter, z, y, dy, units }: PlannedDense): void {
    if (activation === "linear") return;
    const byElements = this.#shareElements();
    const kind = codeOf("activation", activationCodes, activation);
    const slope = this.#words.float(parameter);
    const buffers = [z.byteOffset, y.byteOffset, dy.byteOffset];
    this.#words.emit(op.activateBackward, kind, slope, ...buffers, this.#plan.B, units, byElements);
  }

  /** dL/dw and dL/db of every layer; or, when `descends`, w and b less the rate times them. */
  #gradients(descends: boolean): void {
    const { B, input, update } = this.#plan;
    if (update === null) return;
    const eta = moving(update.rates);
    const end = descends ? finish.descend : finish.keep;
    for (const [i, layer] of this.#layers.entries()) {
      if (layer.kind === "dropout") continue;
      const { dy, inputs, units } = layer;
      const into = descends ? layer.weights.byteOffset : layer.weightGradient.byteOffset;
      const intoBiases = descends ? layer.biases.byteOffset : layer.biasGradient.byteOffset;
      if (i === 0 && input.kind !== "dense") {
        this.#words.emit(op.sparseGradient, ...this.#index(), dy.byteOffset, into, ...eta, B, inputs, units, end);
      } else {
        const x = i === 0 ? denseInput(input) : fixed(this.#layers[i - 1].y);
        if (goesToBlas(this.#places.blas, inputs, units, B)) {
          const sizes = { M: inputs, N: units, K: B, lda: inputs, ldb: units, ldc: units };
          const c = descends ? layer.weights : layer.weightGradient;
          const goal = { alpha: descends ? { descend: update.rates } : 1, beta: descends ? 1 : 0, c } as const;
          this.#words.multiply({ transposeA: true, transposeB: false, ...sizes, ...goal, a: x, b: dy });
        } else {
          const shape = [B, inputs, units, end];
          const addresses = [...moving(x), dy.byteOffset, into, ...eta];
          this.#words.emit(op.denseGradient, ...addresses, ...shape, ...this.#scratch());
        }
      }
      this.#words.emit(op.columnSums, dy.byteOffset, intoBiases, ...eta, B, units, descends ? 1 : 0);
    }
    this.#shares = "elements";
  }

  #output(): PlannedDense {
    return this.#layers[this.#layers.length - 1] as PlannedDense;
  }

  #goesByColumns({ inputs, units }: PlannedDense): boolean {
    const { B, update } = this.#plan;
    return B < FEWEST_ROWS || inputs * units * 4 > (update === null ? MOST_READ_BYTES : SHARED_WEIGHTS_BYTES);
  }

  #joinEntries({ values, columns, offsets }: SparseRows, units: number): void {
    const { entries } = this.#places;
    const from = [values.byteOffset, columns.byteOffset, offsets.byteOffset];
    this.#words.emit(op.joinEntries, ...from, entries, this.#plan.B, 4 * units);
    this.#shares = "elements";
  }

  /** Before the product: who reads the entries first waits for memory, and this can wait for many at once. */
  #indexColumns({ inputs, units }: PlannedDense): void {
    if (this.#plan.update === null) return;
    // entries that were just joined are thread 0's
    if (this.#plan.input.kind === "sparse") this.#barrier();
    this.#words.emit(op.indexColumns, ...this.#sparseRows(), ...this.#index(), this.#plan.B, inputs, units);
  }

  #index(): [number, number] {
    return [this.#places.index, this.#places.indexPerThread];
  }

  #compressRows({ x, scale }: Extract<PlannedInput, { kind: "raw" }>, inputs: number, units: number): void {
    const { entries, runs } = this.#places;
    const isBytes = x.buffer instanceof Uint8Array ? 1 : 0;
    const shape = [this.#plan.B, inputs, 4 * units, segmentsOf(inputs)];
    this.#words.emit(op.compressRows, ...moving(x), isBytes, ...this.#words.double(scale), ...shape, entries, runs);
    this.#shares = "rows";
  }

  /** entries, offsets, rows+, segments */
  #sparseRows(): number[] {
    const { input } = this.#plan;
    if (input.kind === "held") {
      const { entriesAt, offsetsAt, segments } = input.rows;
      return [entriesAt, offsetsAt, ...moving(input.order), segments];
    }
    if (input.kind === "dense") throw new Error("a dense input has no entries");
    if (input.kind === "raw") return [this.#places.entries, 0, 0, 0, segmentsOf(this.#inputs)];
    return [this.#places.entries, input.rows.offsets.byteOffset, 0, 0, 1];
  }

  /** one thread's table of where the batch's runs lie; of raw rows there is one for all */
  #runs(): [number, number] {
    const { input, B } = this.#plan;
    if (input.kind === "raw") return [this.#places.runs, 0];
    const segments = input.kind === "held" ? input.rows.segments : 1;
    return [this.#places.runs, 4 * B * (segments + 1)];
  }

  get #inputs(): number {
    return (this.#layers[0] as PlannedDense).inputs;
  }

  #scratch(): [number, number] {
    return [this.#places.scratch, this.#places.scratchPerThread];
  }

  #barrier(): void {
    if (this.#shares === "anew") return;
    this.#words.emit(op.barrier);
    this.#shares = "anew";
  }

  /** The next operation goes by rows or columns: unless rows follow rows, it waits for all. */
  #share(by: "rows" | "columns"): void {
    if (this.#shares !== "anew" && !(by === "rows" && this.#shares === "rows")) this.#barrier();
    this.#shares = by;
  }

  /** An elementwise operation goes by rows after rows, else by elements; 1 for those. */
  #shareElements(): 0 | 1 {
    if (this.#shares === "rows") return 0;
    this.#barrier();
    this.#shares = "elements";
    return 1;
  }
}

function denseInput(input: PlannedInput): Staged<FloatArray> {
  if (input.kind !== "dense") throw new Error("a sparse input has no dense rows");
  return input.x;
}

function fixed(buffer: FloatArray): Staged<FloatArray> {
  return { buffer, stride: 0 };
}
