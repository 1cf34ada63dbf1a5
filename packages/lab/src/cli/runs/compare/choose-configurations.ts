/** Which configurations are compared, by their parameters, and in which order they are shown. */

import type { ConfigurationRanking, RankedConfiguration } from "study/statistics";
import { UsageError } from "../../../errors.ts";
import type { TrialRecord } from "../../../store/store.ts";
import { paint } from "../../terminal/paint.ts";
import { tellLine } from "../../terminal/write-out.ts";
import { parameterOf } from "../../trials/parameter-names.ts";
import { type Choice, chooseRows, type Field, tellUnknownTexts, unknownName } from "../choice/choose-rows.ts";
import { describeCondition } from "../choice/where.ts";
import type { Comparison } from "./comparison-document.ts";

type Groups = ReadonlyMap<number, readonly TrialRecord[]>;

/**
 * By parameters and number alone: chosen by figures, configurations would look further apart than they are. Throws
 * UsageError for another name, and when none is left.
 */
export function chooseConfigurations(groups: Groups, parameters: readonly string[], { where = [] }: Choice): Groups {
  if (where.length === 0) return groups;
  const fieldOf = (name: string): Field<readonly [number, readonly TrialRecord[]]> => {
    const parameter = parameterOf(name, parameters);
    if (parameter !== undefined) return { read: ([, trials]) => trials[0]!.parameters[parameter] };
    if (name === "configuration") return { read: ([number]) => number };
    throw unknownName("choose configurations", name, [...parameters, "configuration"]);
  };
  const chosen = new Map(chooseRows([...groups], { where }, fieldOf));
  const unknown = tellUnknownTexts([...groups], where, fieldOf);
  if (chosen.size > 0) {
    for (const line of unknown) tellLine(paint("warning", line));
    return chosen;
  }
  throw new UsageError(
    `Cannot compare configurations where ${where.map(describeCondition).join(" and ")}: there is none of the ` +
      `${groups.size}; ${["leave a condition out", ...unknown].join(". ")}`,
  );
}

/** Best mean first, unless another order is asked for. */
export function sortRanking(
  { order, goal }: ConfigurationRanking,
  configurations: Comparison["configurations"],
  parameters: readonly string[],
  { sort }: Choice,
): readonly RankedConfiguration[] {
  if (sort === undefined) return order;
  const fields: Readonly<Record<string, Field<RankedConfiguration>>> = {
    configuration: { read: ({ index }) => configurations[index]!.number },
    mean: { read: ({ mean }) => mean, first: goal === "max" ? "greatest" : "least" },
    repeats: { read: ({ count }) => count },
  };
  return chooseRows(order, { sort }, (name) => {
    const parameter = parameterOf(name, parameters);
    if (parameter !== undefined) return { read: ({ index }) => configurations[index]!.parameters[parameter] };
    if (Object.hasOwn(fields, name)) return fields[name]!;
    throw unknownName("sort configurations", name, [...parameters, ...Object.keys(fields)]);
  });
}
