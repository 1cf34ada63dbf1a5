/**
 * An executor whose tensors are elsewhere and which answers later, as one on a device or another thread would: every
 * call is a message, of which the other side sees a structured clone, one in each later turn of the event loop. What it
 * runs is the executor of the backend it is made of.
 */
import type { Rows, Targets } from "../src/data/dataset.ts";
import { answerOf, type Slices } from "../src/data/slices.ts";
import type { FloatArray } from "../src/math/float-array.ts";
import type { Backend, BatchRows, Executor, Feed, FeedTensors, FeedUse, Program, Space } from "../src/plan/executor.ts";
import { type Operation, operandsOf } from "../src/plan/operation.ts";
import type { Tensor } from "../src/plan/tensor.ts";
import type { UpdateFormula } from "../src/plan/update-formula.ts";
import { settle } from "./executor-contract/compare.ts";

/** Another number than those of other executors, for callers who count on one. */
const MOST_STEPS_ELSEWHERE = 5;

/** The same backend, elsewhere. */
export function elsewhere(inner: Backend): Backend {
  const backend: Backend = {
    name: `${inner.name}-elsewhere`,
    precision: inner.precision,
    numerics: inner.numerics,
    open: (space) => new ElsewhereExecutor(`${inner.name}-elsewhere`, inner, space),
    withThreads: () => backend,
    withBlas: () => null,
  };
  return backend;
}

/** What goes over; all of it can be cloned. Feeds and programs go by number, formulas by name. */
type Message =
  | {
      readonly call: "feed";
      readonly feed: number;
      readonly tensors: FeedTensors;
      readonly x: Rows;
      readonly y: Targets | null;
      readonly use: FeedUse;
      readonly weights: FloatArray | null;
    }
  | { readonly call: "release"; readonly feed: number }
  | {
      readonly call: "compile";
      readonly program: number;
      readonly operations: readonly object[];
      readonly rows: number;
      readonly feed: number | null;
    }
  | {
      readonly call: "run";
      readonly program: number;
      readonly batch: Pick<BatchRows, "order" | "from"> | null;
      readonly steps: number;
    }
  | { readonly call: "read"; readonly tensor: Tensor; readonly from: number; readonly count: number | undefined }
  | { readonly call: "write"; readonly tensor: Tensor; readonly values: ArrayLike<number>; readonly from: number }
  | { readonly call: "dispose" };

/** Code is on both sides, as compiled kernels are: formulas by name. */
const formulas = new Map<string, UpdateFormula>();

/** The other side: answers messages one by one. */
class OtherSide {
  readonly #executor: Executor;
  readonly #feeds = new Map<number, Feed>();
  readonly #programs = new Map<number, Program>();
  readonly #pending: (() => Promise<void>)[] = [];

  constructor(executor: Executor) {
    this.#executor = executor;
  }

  /** The answer, of which only a clone comes back. */
  ask(message: Message): Promise<unknown> {
    const sent = structuredClone(message);
    const answer = new Promise((resolve, reject) => {
      this.#pending.push(async () => {
        try {
          resolve(structuredClone(await this.#answer(sent)));
        } catch (error) {
          reject(structuredClone(error));
        }
      });
    });
    if (this.#pending.length === 1) setImmediate(() => void this.#next());
    return answer;
  }

  async #next(): Promise<void> {
    await this.#pending[0]();
    this.#pending.shift();
    if (this.#pending.length > 0) setImmediate(() => void this.#next());
  }

  async #answer(message: Message): Promise<unknown> {
    const executor = this.#executor;
    switch (message.call) {
      case "feed": {
        const { feed, tensors, x, y, use, weights } = message;
        this.#feeds.set(feed, await settle(executor.feed(tensors, x, y, use, weights)));
        return;
      }
      case "release":
        this.#feeds.get(message.feed)?.release();
        return;
      case "compile": {
        const { program, operations, rows, feed } = message;
        const known = feed === null ? null : this.#feeds.get(feed)!;
        this.#programs.set(program, executor.compile(operations.map(withFormula), rows, known));
        return;
      }
      case "run":
        return this.#programs.get(message.program)!.run(message.batch, message.steps);
      case "read":
        return executor.read(message.tensor, message.from, message.count);
      case "write":
        return executor.write(message.tensor, message.values, message.from);
      case "dispose":
        return executor.dispose();
      default:
        message satisfies never;
    }
  }
}

class ElsewhereFeed implements Feed {
  readonly number: number;
  readonly #other: OtherSide;

  constructor(number: number, other: OtherSide) {
    this.number = number;
    this.#other = other;
  }

  release(): void {
    void this.#other.ask({ call: "release", feed: this.number });
  }
}

class ElsewhereExecutor implements Executor {
  readonly name: string;
  readonly precision: Executor["precision"];
  readonly numerics: Executor["numerics"];
  readonly answersAtOnce: boolean = false;
  readonly #other: OtherSide;
  readonly #programs: {
    readonly operations: readonly Operation[];
    readonly rows: number;
    readonly feed: Feed | null;
    readonly program: Program;
  }[] = [];
  #numbers = 0;
  #isDisposed = false;

  constructor(name: string, inner: Backend, space: Space) {
    this.name = name;
    this.precision = inner.precision;
    this.numerics = inner.numerics;
    this.#other = new OtherSide(inner.open(structuredClone(space)));
  }

  *feed(
    tensors: FeedTensors,
    x: Rows,
    y: Targets | null,
    use: FeedUse,
    weights: FloatArray | null = null,
  ): Slices<Feed> {
    this.#checkLive("make rows ready");
    const feed = this.#numbers++;
    yield* answerOf(this.#other.ask({ call: "feed", feed, tensors, x, y, use, weights }));
    return new ElsewhereFeed(feed, this.#other);
  }

  compile(operations: readonly Operation[], rows: number, feed: Feed | null): Program {
    this.#checkLive("compile");
    const known = this.#programs.find((one) => one.operations === operations && one.rows === rows && one.feed === feed);
    if (known !== undefined) return known.program;
    const number = this.#numbers++;
    const compiled = this.#other.ask({
      call: "compile",
      program: number,
      operations: operations.map(withName),
      rows,
      feed: feed === null ? null : (feed as ElsewhereFeed).number,
    });
    // the caller gets the error
    compiled.catch(() => undefined);
    const drawn = operations.flatMap(operandsOf).some(({ role }) => role === "drawn");
    const mostSteps = drawn ? 1 : MOST_STEPS_ELSEWHERE;
    const program: Program = {
      mostSteps,
      run: (batch, steps) => {
        this.#checkLive("run");
        if (steps > mostSteps) throw new RangeError(`Cannot make ${steps} steps in one call: at most ${mostSteps}`);
        const made = this.#other.ask({ call: "run", program: number, batch, steps });
        // what could not be compiled says why
        return Promise.all([compiled, made]).then(([, count]) => count as number);
      },
    };
    this.#programs.push({ operations, rows, feed, program });
    return program;
  }

  ready(): null {
    return null;
  }

  async read(tensor: Tensor, from = 0, count?: number): Promise<FloatArray | Int32Array> {
    this.#checkLive(`read ${tensor.name}`);
    return (await this.#other.ask({ call: "read", tensor, from, count })) as FloatArray | Int32Array;
  }

  async write(tensor: Tensor, values: ArrayLike<number>, from = 0): Promise<void> {
    this.#checkLive(`write ${tensor.name}`);
    await this.#other.ask({ call: "write", tensor, values, from });
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    void this.#other.ask({ call: "dispose" });
  }

  #checkLive(what: string): void {
    if (this.#isDisposed) throw new Error(`Cannot ${what}: the executor has been disposed; open a new one`);
  }
}

/** A formula's name for itself, which is code and cannot be sent. */
function withName(operation: Operation): object {
  if (operation.kind !== "update") return operation;
  formulas.set(operation.formula.name, operation.formula);
  return { ...operation, formula: operation.formula.name };
}

function withFormula(sent: object): Operation {
  const { kind, formula } = sent as { kind: string; formula?: string };
  return (
    kind !== "update" || formula === undefined ? sent : { ...sent, formula: formulas.get(formula)! }
  ) as Operation;
}
