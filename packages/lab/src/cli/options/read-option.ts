/** `--read`: how a file is read, where that cannot be found in it; what stands below `data:` in an experiment. */
import { InvalidArgumentError, Option } from "commander";
import { parse } from "yaml";

/** Of a reader, by name. */
export type ReadOptions = Readonly<Record<string, unknown>>;

export interface ReadFlags {
  readonly read?: ReadOptions;
}

export function readOption(): Option {
  return new Option(
    "--read <option=value>",
    "how the file is read, once for each option of its format, as below data: format=csv, delimiter=';', header=false, size=28x28",
  ).argParser(collect);
}

/** What stands below `data:` and is no reader's. */
const NOT_READING = ["file", "target", "task", "ignore", "types", "split", "found"];

/** Values are written as in YAML: false, 3, [28, 28]. */
function collect(text: string, before: ReadOptions | undefined): ReadOptions {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("It should be an option and its value, as header=false.");
  const name = text.slice(0, at).trim();
  if (NOT_READING.includes(name)) throw new InvalidArgumentError(`${name} does not say how a file is read.`);
  return { ...before, [name]: readValue(text.slice(at + 1)) };
}

/** A character that means something in YAML, as a delimiter may, is meant as it is. */
function readValue(text: string): unknown {
  try {
    const value: unknown = parse(text);
    return value === null && text !== "null" ? text : value;
  } catch {
    return text;
  }
}
