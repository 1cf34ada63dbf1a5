/** The parameters of an experiment in words: their names, their ranges, a point's values. */
import type { ParameterSpec, Point, Scalar } from "study";
import { formatFigure, missing } from "../page-kit/format-number.ts";
import { spellKey } from "../page-kit/spell-key.ts";

export interface DescribedParameter {
  /** as it is written in the experiment */
  readonly key: string;
  /**
   * in words: "learning rate" for `optimizer.learningRate`, as long as no other parameter ends alike; other names as
   * they are written
   */
  readonly label: string;
  readonly spec: ParameterSpec;
}

/** `optimizer.learningRate` -> `learningRate`, `model.layers[0].units` -> `units` */
function lastStep(key: string): string {
  return (key.split(".").at(-1) as string).replace(/\[\d+\]$/, "");
}

/** `sgd-rate` is a name of its author's: only what is written as the specification writes its fields becomes words. */
function inWords(name: string): string {
  return /^[a-z]+(?:[A-Z][a-z]*)+$/.test(name) ? spellKey(name) : name;
}

/** The parameters in the order in which they were written. */
export function describeParameters(parameters: Readonly<Record<string, ParameterSpec>>): readonly DescribedParameter[] {
  const keys = Object.keys(parameters);
  const isAlone = (key: string): boolean => keys.filter((other) => lastStep(other) === lastStep(key)).length === 1;
  return Object.entries(parameters).map(([key, spec]) => ({
    key,
    label: isAlone(key) ? inWords(lastStep(key)) : key,
    spec,
  }));
}

/** of a fraction; results.json has all */
const digits = 3;

/** A value as a reader wants it; a parameter that does not apply is an en dash. */
export function formatValue(value: Scalar | undefined): string {
  if (value === undefined) return missing;
  if (typeof value === "number")
    return formatFigure(Number.isInteger(value) ? value : Number(value.toPrecision(digits)));
  return String(value);
}

/** "SGD, RMSprop, Adam"; "10⁻⁴ to 0.3, even in the logarithm"; "16 to 256, whole numbers" */
export function describeRange(spec: ParameterSpec): string {
  if (spec.kind === "choice") return spec.values.map(({ label }) => formatValue(label)).join(", ");
  const kinds = { uniform: "", "log-uniform": ", even in the logarithm", integer: ", whole numbers" } as const;
  const steps = spec.steps === null ? "" : `, ${spec.steps} values`;
  return `${formatFigure(spec.low)} to ${formatFigure(spec.high)}${kinds[spec.kind]}${steps}`;
}

/** "optimizer is sgd or adam"; empty where it always applies. */
export function describeCondition(spec: ParameterSpec, parameters: readonly DescribedParameter[]): string {
  const conditions = Object.entries(spec.when).map(([key, labels]) => {
    const label = parameters.find((parameter) => parameter.key === key)?.label ?? key;
    return `${label} is ${labels.map(formatValue).join(" or ")}`;
  });
  return conditions.join(" and ");
}

/** A word says what it is; a number needs its parameter's name. */
function namePart({ key, label }: DescribedParameter, point: Point): readonly string[] {
  const value = point[key];
  if (value === undefined) return [];
  return [typeof value === "string" ? value : `${label} ${formatValue(value)}`];
}

/** "Adam, learning rate 0.001"; empty without parameters. */
export function namePoint(point: Point, parameters: readonly DescribedParameter[]): string {
  return parameters.flatMap((parameter) => namePart(parameter, point)).join(", ");
}
