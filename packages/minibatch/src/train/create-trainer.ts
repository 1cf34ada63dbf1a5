import type { Slices } from "../data/slices.ts";
import { SpecError } from "../errors.ts";
import type { Precision } from "../math/float-array.ts";
import { defaultCapacity } from "../model/default-capacity.ts";
import { defineModel, type ModelInput } from "../model/define-model.ts";
import type { ModelSpec } from "../model/spec.ts";
import { defineOptimizer, type OptimizerInput } from "../optimizers/define-optimizer.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import type { Blas } from "../plan/blas.ts";
import type { Backend, Numerics } from "../plan/executor.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import { checkedElsewhere, checkOptions, type OptionTable, objectWith } from "../spec/check-options.ts";
import { choice, number, optional } from "../spec/fields.ts";
import { type BackendName, backendField, checkGiven, chooseBackend } from "./choose-backend.ts";
import type { Network } from "./network.ts";
import { openNetwork } from "./open-network.ts";
import { runToEnd } from "./run-slices.ts";
import { openSavedNetwork } from "./save-network.ts";
import { makeTrainer, type Trainer } from "./trainer.ts";
import type { Started, StartOptions } from "./warm-start.ts";

/** What `createTrainer` takes: only the model and the optimizer are needed. */
export interface TrainerOptions {
  /** inputs, layers and loss, as `defineModel` takes them */
  readonly model: ModelInput;
  /** a kind, or an object with one, as `defineOptimizer` takes it */
  readonly optimizer: OptimizerInput;
  /** draws initial weights, batch order and dropout; an integer from 0 to 2^53 - 1. Default 0 */
  readonly seed?: number;
  /** "fast" (default) or "strict": the same bits on every machine */
  readonly numerics?: Numerics;
  /** "float32" (default), or "float64" on the reference backend */
  readonly precision?: Precision;
  /**
   * "auto" (default): WASM, with `blas`, if given, for wide dense products in fast numerics; "wasm": WASM alone;
   * "blas": every dense product by it; or a backend of your own
   */
  readonly backend?: BackendName | Backend;
  /** native products: `loadBlas()` of minibatch-lab/blas; null where there are none */
  readonly blas?: Blas | null;
  /** what starts threads: `nodeThreads()` of minibatch/node, `webThreads()` of minibatch/web. Default: one thread */
  readonly threads?: ThreadHost;
  /** another model whose tensors it begins with, by name; `trainer.started` tells which. Default: all are drawn */
  readonly start?: StartOptions;
  /**
   * most rows a pass takes; larger batches move the trainer to a larger arena. Default 256, or fewer where a row is
   * very wide
   */
  readonly capacity?: number;
}

export const trainerTable: OptionTable<TrainerOptions> = {
  call: "createTrainer",
  required: ["model", "optimizer"],
  fields: {
    model: checkedElsewhere,
    optimizer: checkedElsewhere,
    seed: number({ atLeast: 0, whole: true }, 0),
    numerics: choice(["fast", "strict"], "fast"),
    precision: choice(["float32", "float64"], "float32"),
    backend: backendField,
    blas: optional(objectWith("a BLAS", ["sgemm", "setThreads"])),
    threads: objectWith("a host of threads", ["start", "now"]),
    start: objectWith("an object such as { model: other.checkpoint() }"),
    capacity: number({ atLeast: 1, whole: true }),
  },
  words: { optimizer: /^lr|rate/, seed: /random/, start: /^from|warm|init/ },
};

/** What a page of the core need not load. */
interface MoreOfTrainers {
  openStart(options: StartOptions): (network: Network) => Slices<Started>;
  /** which kernels a training's operations need */
  kernelsOf(model: ModelSpec, optimizer: OptimizerSpec): "core" | "full";
}

let more: MoreOfTrainers = {
  openStart() {
    throw new SpecError("start", "cannot be given to minibatch/core: use minibatch");
  },
  kernelsOf: () => "core",
};

/** `every-kind.ts` gives it. */
export function addToTrainers(given: MoreOfTrainers): void {
  more = given;
}

/**
 * A trainer with freshly drawn weights. Everything is checked and all memory taken here.
 *
 * @throws SpecError naming the path of what cannot be used; RangeError when the model does not fit into memory.
 */
export async function createTrainer(options: TrainerOptions): Promise<Trainer> {
  checkOptions(trainerTable, options);
  const { seed = 0, numerics = "fast", backend } = options;
  const precision = options.precision ?? (typeof backend === "object" ? backend.precision : "float32");
  if (typeof backend === "object") checkGiven(backend, numerics, precision);
  const model = defineModel(options.model);
  const optimizer = defineOptimizer(options.optimizer);
  const threaded = await chooseBackend(options, numerics, precision, more.kernelsOf(model, optimizer));
  const capacity = options.capacity ?? defaultCapacity(model);
  const warm = options.start && more.openStart(options.start);
  let started: Started | null = null;
  const opened = openNetwork(threaded, { model, optimizer, seed }, capacity, function* (network) {
    yield* network.initialize();
    if (warm !== undefined) started = yield* warm(network);
  });
  return makeTrainer(await runToEnd(opened), undefined, started);
}

/** What `restoreTrainer` takes beside the bytes. */
export interface RestoreOptions {
  /** default: as saved */
  readonly numerics?: Numerics;
  /** as createTrainer's */
  readonly backend?: BackendName | Backend;
  /** as createTrainer's */
  readonly blas?: Blas | null;
  /** as createTrainer's */
  readonly threads?: ThreadHost;
}

const restoreTable: OptionTable<RestoreOptions> = {
  call: "restoreTrainer",
  required: [],
  fields: {
    numerics: choice(["fast", "strict"]),
    backend: backendField,
    blas: optional(objectWith("a BLAS", ["sgemm", "setThreads"])),
    threads: objectWith("a host of threads", ["start", "now"]),
  },
};

/**
 * The trainer that `trainer.checkpoint()` described. On a backend of the same name it goes on bit for bit as if it had
 * never stopped. A strict training goes on on no other, unless `numerics: "fast"` says that other bits will do.
 *
 * @throws FormatError for bytes that are no whole checkpoint of a trainer, or one that does not fit into memory;
 *   SpecError for a backend that cannot go on.
 */
export async function restoreTrainer(bytes: Uint8Array, options: RestoreOptions = {}): Promise<Trainer> {
  checkOptions(restoreTable, options);
  const saved = openSavedNetwork(bytes);
  const numerics = options.numerics ?? saved.numerics;
  const kernels = more.kernelsOf(saved.model, saved.optimizer);
  const threaded = await chooseBackend(options, numerics, saved.precision, kernels);
  const { network, progress } = await runToEnd(saved.revive(threaded, numerics));
  return makeTrainer(network, progress);
}
