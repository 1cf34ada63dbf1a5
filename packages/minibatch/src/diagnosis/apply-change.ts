import type { Change, ChangeValue } from "./finding.ts";

type Holder = Record<string | number, ChangeValue>;

/**
 * A copy of `spec` with the new values at their paths: `optimizer.learningRate`, `model.layers[0].weights`. A bare name
 * on the way, such as `optimizer: "adam"`, becomes `{ kind: "adam" }`; what is missing is made.
 */
export function applyChange<Spec extends object>(spec: Spec, change: Change): Spec {
  const copy = structuredClone(spec) as unknown as Holder;
  for (const [path, value] of Object.entries(change)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
    const last = steps.pop() as string;
    let at = copy;
    for (const step of steps) {
      const next = at[step];
      if (typeof next === "string") at[step] = { kind: next };
      else if (typeof next !== "object" || next === null) at[step] = {};
      at = at[step] as unknown as Holder;
    }
    at[last] = structuredClone(value);
  }
  return copy as unknown as Spec;
}
