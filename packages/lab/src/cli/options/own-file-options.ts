/** Options of commands on a file of one's own: what stands below `data:` in an experiment. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { TARGET_TASKS, type TargetTask } from "minibatch-data/sets";
import { parse } from "yaml";

export interface OwnFileFlags {
  readonly target?: readonly string[];
  readonly task?: TargetTask;
  readonly ignore?: readonly string[];
  /** of the file's reader, by name */
  readonly read?: Readonly<Record<string, unknown>>;
}

/** Adds them to a command. */
export function addOwnFileOptions(command: Command): Command {
  return command
    .option("--target <column>", "what is to be told of a row; once for each column", collect)
    .addOption(new Option("--task <task>", "what the target is (default: found in it)").choices(TARGET_TASKS))
    .option("--ignore <column>", "a column that is no input; once for each", collect)
    .addOption(readOption());
}

/** `otherwise`: what holds where it is not given. */
export function readOption(otherwise = ""): Option {
  const says =
    "how the file is read, once for each option of its format, as below data: " +
    `format=csv, delimiter=';', header=false, size=28x28${otherwise}`;
  return new Option("--read <option=value>", says).argParser(collectReading);
}

/** The same, to be typed again. */
export function writeOwnFileFlags({ target = [], task, ignore = [], read = {} }: OwnFileFlags): string[] {
  const reading = Object.entries(read).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return [
    ...target.flatMap((column) => ["--target", column]),
    ...(task === undefined ? [] : ["--task", task]),
    ...ignore.flatMap((column) => ["--ignore", column]),
    ...reading.flatMap((option) => ["--read", option]),
  ];
}

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** What stands below `data:` and is no reader's. */
const NOT_READING = ["file", "target", "task", "ignore", "types", "split", "found", "from"];

/** Values are written as in YAML: false, 3, [28, 28]. */
function collectReading(text: string, before: OwnFileFlags["read"]): OwnFileFlags["read"] {
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
