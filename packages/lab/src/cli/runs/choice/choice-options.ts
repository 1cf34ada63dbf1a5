/** `--where` and `--sort`, for commands that show a part of what there is. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Condition, parseSort, parseWhere } from "./where.ts";

/** of a trial, for `names` below */
export const TRIAL_NAMES: string =
  "parameters, figures as validation-loss, status, objective, epochs, seconds, seed, ...";

/** One line, for it is broken where the terminal ends. */
export const WHERE_HELP: string =
  "A condition is NAME OPERATOR VALUE, the operators are = != < <= > >=; texts have no order. A value or a name " +
  "with blanks is in quotes. A figure is that of the network that a trial keeps; where a parameter has its name, " +
  "it is figure.NAME, and the parameter, in tables, parameter.NAME. What a trial has not got fulfils no " +
  "condition, and is last in every order. Losses, accuracies " +
  "and the objective are sorted with the best first, all others with the least.";

/** Adds them. `what` is chosen, `names` is by what. */
export function addChoiceOptions(command: Command, what: string, names: string): Command {
  return command
    .addOption(
      new Option(
        "--where <condition>",
        `only ${what} of which it is true: names are ${names}; more than one are joined by "and"`,
      ).argParser(collectWhere),
    )
    .addOption(
      new Option(
        "--sort <name>",
        `by any of these names, :asc or :desc behind it; what a row has not got comes last`,
      ).argParser(parseSort),
    );
}

function collectWhere(text: string, before: readonly Condition[] | undefined): readonly Condition[] {
  try {
    return [...(before ?? []), ...parseWhere(text)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidArgumentError(`It should be like 'rate < .1 and optimizer = adam': ${error.message}.`);
  }
}
