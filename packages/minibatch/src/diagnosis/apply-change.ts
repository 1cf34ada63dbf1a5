import type { Change } from "./finding.ts";

/**
 * `spec` with the new values at their paths: `optimizer.learningRate`, `model.layers[0].weights`. A bare name on the
 * way, such as `optimizer: "adam"`, becomes `{ kind: "adam" }`; what is missing is made. `spec` stays as it is.
 */
export function applyChange<Spec extends object>(spec: Spec, change: Change): Spec {
  let changed: unknown = spec;
  for (const [path, value] of Object.entries(change)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
    changed = withValue(changed, steps, value);
  }
  return changed as Spec;
}

function withValue(of: unknown, [step, ...steps]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(of))
    return of.map((item: unknown, i) => (i === Number(step) ? withValue(item, steps, value) : item));
  const fields = typeof of === "string" ? { kind: of } : ((of ?? {}) as Readonly<Record<string, unknown>>);
  return { ...fields, [step]: withValue((fields as Readonly<Record<string, unknown>>)[step], steps, value) };
}
