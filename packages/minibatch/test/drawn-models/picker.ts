/** What is picked at random, from a stream of the training's own. */
import { below, createStream, type Stream } from "minibatch";

const SMOOTH = ["tanh", "sigmoid", "silu", "gelu", "softplus", "mish", "elu"] as const;
const KINKED = ["relu", "leaky-relu", "hard-swish"] as const;

/** Of one of the values, and of numbers. */
export class Picker {
  readonly #stream: Stream;

  /** `part`: what is drawn, so that more of one changes nothing of another */
  constructor(number: number, part = 0) {
    this.#stream = createStream(number, "search", part);
  }

  of<T>(values: readonly T[]): T {
    return values[below(this.#stream, values.length)] as T;
  }

  number(least: number, most: number): number {
    return least + below(this.#stream, most - least + 1);
  }

  activation(): (typeof SMOOTH | typeof KINKED)[number] {
    return this.of([...SMOOTH, ...KINKED]);
  }
}
