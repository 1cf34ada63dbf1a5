import { sayTakes } from "minibatch/describe";
import { RequestError } from "../errors.ts";
import { takesValue } from "../sets/takes-value.ts";
import { showText } from "../text/show-text.ts";
import type { Reader } from "./reader.ts";

/**
 * Every option of a reader, given or by default. `name` is the file's, for messages. Throws RequestError for an
 * option that the reader does not have, and for a value out of its range.
 */
export function completeOptions(
  reader: Reader,
  given: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const known = Object.keys(reader.fields);
  for (const option of Object.keys(given)) {
    if (known.includes(option)) continue;
    const has = known.length === 0 ? "has no options" : `has ${known.join(", ")}`;
    throw new RequestError(
      [option],
      `Cannot read ${name}: ${showText(option)} is no option of the format ${reader.name}, which ${has}`,
    );
  }
  const options = Object.entries(reader.fields).map(([option, { takes, fallback }]) => {
    const value = given[option] === undefined ? fallback : given[option];
    if (takesValue(takes, value)) return [option, value];
    const wanted = takes.type === "optional" ? `${sayTakes(takes.of)}, or null` : sayTakes(takes);
    throw new RequestError(
      [option],
      `Cannot read ${name}: ${option} cannot be ${JSON.stringify(value)}, should be ${wanted}`,
    );
  });
  return Object.freeze(Object.fromEntries(options)) as Readonly<Record<string, unknown>>;
}
