/** Whether the search can be made of these parameters. */
import { ExperimentError } from "../experiment-error.ts";
import type { ExperimentSpec, ParameterSpec } from "../spec.ts";
import { suggestName } from "../suggest-name.ts";

type Parameters = ExperimentSpec["parameters"];

/** Throws ExperimentError. */
export function checkSearch({ parameters, search }: Pick<ExperimentSpec, "parameters" | "search">): void {
  const names = Object.keys(parameters);
  switch (search.kind) {
    case "grid":
      for (const name of names) countValues(parameters, name, "a grid");
      checkTogether(parameters, search.together);
      return;
    case "zip":
      checkLengths(parameters, names, ["search"], "zip");
      return;
    case "random":
    case "sobol":
    case "tpe":
      if (names.length === 0) {
        throw new ExperimentError(
          ["search"],
          `cannot be ${search.kind}: there are no parameters; give some, or leave it out`,
        );
      }
      if (search.kind === "tpe" && search.startup > search.configurations) {
        const { startup, configurations } = search;
        throw new ExperimentError(
          ["search", "startup"],
          `cannot be ${startup}: there are ${configurations} configurations; give at most as many`,
        );
      }
      return;
    default:
      search satisfies never;
  }
}

function checkTogether(parameters: Parameters, together: readonly (readonly string[])[]): void {
  const seen = new Set<string>();
  for (const [group, names] of together.entries()) {
    for (const [i, name] of names.entries()) {
      const path = ["search", "together", group, i];
      if (!Object.hasOwn(parameters, name)) {
        throw new ExperimentError(path, `${name} is not a parameter; ${suggestName(name, Object.keys(parameters))}`);
      }
      if (seen.has(name)) throw new ExperimentError(path, `${name} is named twice; a parameter moves with one list`);
      seen.add(name);
    }
    checkLengths(parameters, names, ["search", "together", group], "together");
  }
}

/** Side by side only goes what has as many values. */
function checkLengths(
  parameters: Parameters,
  names: readonly string[],
  path: readonly (string | number)[],
  what: string,
): void {
  const counts = names.map((name) => ({ name, count: countValues(parameters, name, what) }));
  const [first] = counts;
  const other = counts.find(({ count }) => count !== first?.count);
  if (first === undefined || other === undefined) return;
  throw new ExperimentError(
    path,
    `cannot put unequal lists side by side: ${first.name} has ${first.count} values, ${other.name} has ${other.count}`,
  );
}

function countValues(parameters: Parameters, name: string, what: string): number {
  const parameter = parameters[name]!;
  const count = valueCount(parameter);
  if (count !== null) return count;
  throw new ExperimentError(
    ["parameters", name, "steps"],
    `is missing: ${what} needs it of a ${parameter.kind} parameter; give steps, or search: {kind: random, ` +
      "configurations: ...}",
  );
}

/** Null for a range without steps, unless it is one of whole numbers. */
function valueCount(parameter: ParameterSpec): number | null {
  if (parameter.kind === "choice") return parameter.values.length;
  return parameter.steps ?? (parameter.kind === "integer" ? parameter.high - parameter.low + 1 : null);
}
