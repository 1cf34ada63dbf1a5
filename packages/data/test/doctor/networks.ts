/** Dense networks for the doctor's suite. */
import type { LayerInput, ModelInput } from "minibatch";

type Options = Readonly<Record<string, unknown>>;

/** Hidden layers of so many units each, every one with these options, then the outputs. */
export function network(
  inputs: number,
  hidden: readonly number[],
  outputs: number,
  { loss = "softmax-cross-entropy", output = {}, after = [], ...options }: NetworkOptions = {},
): ModelInput {
  const layers = [
    ...hidden.flatMap((units) => [{ kind: "dense", units, activation: "relu", ...options }, ...after]),
    { kind: "dense", units: outputs, ...output },
  ];
  return { inputs, layers: layers as LayerInput[], loss };
}

interface NetworkOptions extends Options {
  readonly loss?: ModelInput["loss"];
  /** of the last layer */
  readonly output?: Options;
  /** what follows each hidden layer */
  readonly after?: readonly Options[];
}

/** `count` layers of `units` each. */
export function deep(count: number, units: number): number[] {
  return Array.from({ length: count }, () => units);
}
