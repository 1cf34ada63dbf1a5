import { showValue } from "../../json/show-value.ts";
import { suggestName } from "../suggest-name.ts";
import type { Complaint } from "./wanted.ts";

/** For `error` of a union told apart by its `kind` (or `set`, ...), which zod names in the path. */
export function chooseKind(what: string, field: string, kinds: readonly string[]): Complaint {
  return {
    error({ input }) {
      if (input === undefined) return `is missing: ${what} is an object with a ${field}; ${suggestName(null, kinds)}`;
      if (typeof input !== "object" || input === null || Array.isArray(input)) {
        return `cannot use ${showValue(input)}: ${what} is an object with a ${field}; ${suggestName(input, kinds)}`;
      }
      const given = (input as Readonly<Record<string, unknown>>)[field];
      return given === undefined
        ? `is missing: ${what} needs a ${field}; ${suggestName(null, kinds)}`
        : `cannot use ${showValue(given)}: ${suggestName(given, kinds)}`;
    },
  };
}
