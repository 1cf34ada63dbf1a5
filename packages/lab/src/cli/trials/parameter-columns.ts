/** What the columns of parameters are called beside those that every table of its kind has. */

/** Before a parameter's name where another column, or a figure, is called so. */
export const OF_PARAMETER = "parameter.";

/** A parameter that is named as another column is `parameter.NAME`. */
export function parameterColumns(parameters: readonly string[], others: Iterable<string>): string[] {
  const taken = new Set(others);
  return parameters.map((name) => {
    let column = name;
    while (taken.has(column)) column = OF_PARAMETER + column;
    taken.add(column);
    return column;
  });
}

/** The parameter that is meant by a name as a table has it; undefined where there is none. */
export function parameterOf(name: string, parameters: readonly string[]): string | undefined {
  if (parameters.includes(name)) return name;
  return name.startsWith(OF_PARAMETER) ? parameterOf(name.slice(OF_PARAMETER.length), parameters) : undefined;
}
