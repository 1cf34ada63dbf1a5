import type { TargetSpec } from "./target.ts";
import { list } from "./target-numbers.ts";

/** One line for people: "species: 3 classes, in this order: Adelie, Chinstrap, Gentoo". */
export function describeTarget({ task, columns, classes }: TargetSpec): string {
  const names = list(columns);
  switch (task) {
    case "classes":
      return `${names}: ${classes.length} classes, in this order: ${list(classes)}`;
    case "binary":
      return `${names}: 2 classes: ${list(classes)}; the output is the probability of ${list(classes.slice(1))}`;
    case "labels":
      return `${names}: ${columns.length === 1 ? "a label" : `${columns.length} labels`}, each 0 or 1`;
    case "regression":
      return `${names}: ${columns.length === 1 ? "a number" : `${columns.length} numbers`}`;
    default:
      return task satisfies never;
  }
}
