/** The values that each parameter took, as levels 0, 1, ... */

/** A point of the search space; a parameter that does not apply is absent. */
export type ParameterPoint = Readonly<Record<string, string | number | boolean | null>>;

export interface ParameterLevels {
  readonly name: string;
  /** whether levels are ordered as numbers are; false: they are names, in order of appearance */
  readonly ordered: boolean;
  /** absent from some points; its level is 0 there */
  readonly conditional: boolean;
  readonly count: number;
  /** [point] */
  readonly ofPoint: Int32Array;
}

/** A parameter with more different numbers than this is cut into so many groups of about equal size. */
const MOST_ORDERED_LEVELS = 64;

type Value = ParameterPoint[string] | undefined;

/** The levels of every parameter that any point has, in order of appearance. */
export function readLevels(points: readonly ParameterPoint[]): ParameterLevels[] {
  const names = [...new Set(points.flatMap((point) => Object.keys(point)))];
  return names.map((name) => {
    const values = points.map((point) => point[name]);
    const present = values.filter((value) => value !== undefined);
    const conditional = present.length < values.length;
    const numbers = present.filter((value) => typeof value === "number");
    const ordered = numbers.length === present.length;
    const levels = new Map<Value, number>(conditional ? [[undefined, 0]] : []);
    const groups = ordered ? groupNumbers(numbers) : new Map([...new Set(present)].map((value, i) => [value, i]));
    const first = levels.size;
    for (const [value, group] of groups) levels.set(value, first + group);
    const ofPoint = Int32Array.from(values, (value) => levels.get(value)!);
    return { name, ordered, conditional, count: Math.max(...levels.values()) + 1, ofPoint };
  });
}

/**
 * How often each parameter has each level, [parameter][level], among the points where parameter `where` is present
 * (default: all). What a conditional parameter would be where it is absent matters to nothing: it counts as where it is
 * present, if it ever is.
 */
export function weighLevels(parameters: readonly ParameterLevels[], where?: number): Float64Array[] {
  const condition = where === undefined ? null : parameters[where]!;
  return parameters.map(({ count, conditional, ofPoint }) => {
    const weights = new Float64Array(count);
    ofPoint.forEach((level, point) => {
      if (condition?.conditional && condition.ofPoint[point] === 0) return;
      weights[level]!++;
    });
    if (conditional && weights.some((weight, level) => level > 0 && weight > 0)) weights[0] = 0;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
}

function groupNumbers(numbers: readonly number[]): Map<Value, number> {
  const sorted = numbers.toSorted((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  const whole = distinct.length <= MOST_ORDERED_LEVELS;
  return new Map(
    distinct.map((value, i) => [
      value,
      whole ? i : Math.floor((MOST_ORDERED_LEVELS * sorted.indexOf(value)) / sorted.length),
    ]),
  );
}
