import * as z from "zod";
import { showValue } from "../../json/show-value.ts";
import { suggestName } from "../suggest-name.ts";

/** One of a few names; what is near one is told. */
export function nameOf<const Names extends readonly string[]>(
  names: Names,
): z.ZodEnum<{ [Name in Names[number]]: Name }> {
  return z.enum(names, {
    error: ({ input }) =>
      input === undefined
        ? `is missing: ${suggestName(null, names)}`
        : `cannot use ${showValue(input)}: ${suggestName(input, names)}`,
  });
}
