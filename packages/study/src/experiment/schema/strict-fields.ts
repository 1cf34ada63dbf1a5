/** Objects in which a misspelt field does not pass for one that was left out. */
import * as z from "zod";
import { showValue } from "../../json/show-value.ts";
import { suggestName } from "../suggest-name.ts";

/** `what` names the object in errors, e.g. "an experiment". */
export function strictFields<Shape extends z.core.$ZodShape>(
  what: string,
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error(issue) {
      if (issue.code === "unrecognized_keys") {
        return `cannot be read: ${what} has no such field; ${suggestName(issue.keys[0], known)}`;
      }
      const fix = `it must be an object with ${known.filter((name) => !name.startsWith("$")).join(", ")}`;
      return issue.input === undefined ? `is missing: ${fix}` : `cannot use ${showValue(issue.input)}: ${fix}`;
    },
  });
}
