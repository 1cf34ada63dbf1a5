/** `minibatch runs`: what it is called with. The work is in `runs/`. */
import { Command, InvalidArgumentError, Option } from "commander";
import { TRIAL_STATUSES, type TrialStatus } from "study";
import { storeOption } from "../opening/choose-store.ts";
import { parsePath } from "../options/parse-path.ts";
import { parseWholeNumber } from "../options/parse-whole-number.ts";
import { addChoiceOptions } from "./choice/choice-options.ts";
import type { ListFlags } from "./list/run.ts";

const MOST_LINES = 1_000_000;
const DEFAULT_LINES = 50;
const MOST_EPOCHS = 1_000_000;
const HIGHEST_PRIORITY = 1_000;

/** One line, for it is broken where the terminal ends. */
const CSV_HELP =
  "In CSV a trial that has no epoch behind it, as one that failed in its first or still waits, has one row with " +
  "its status and an empty epoch. Why it failed is in jsonl. A text that a spreadsheet would run as a formula has " +
  "a ' before it: one that begins with = + - @, also after blanks, unseen characters or ', or as a full-width or " +
  "small letter, or with a tab or a line end: take that one ' away to read it back. Texts with , or ; are in " +
  "quotes. Numbers, and all of jsonl, stay as they are.";

/** One line, for it is broken where the terminal ends. */
const WHERE_HELP =
  "A condition is NAME OPERATOR VALUE, the operators are = != < <= > >=; texts have no order. A value or a name " +
  "with blanks is in quotes. A figure is that of the network that a trial keeps; where a parameter has its name, " +
  "it is figure.NAME, and the parameter, in tables, parameter.NAME. What a trial has not got fulfils no condition, and is last in every order. Losses, accuracies " +
  "and the objective are sorted with the best first, all others with the least.";

export function runsCommand(): Command {
  return new Command("runs")
    .description("List, show, compare, cancel, retry, remove and export the runs of a store.")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(compareCommand())
    .addCommand(cancelCommand())
    .addCommand(priorityCommand())
    .addCommand(retryCommand())
    .addCommand(removeCommand())
    .addCommand(exportCommand())
    .addHelpText("after", "\nExample:\n  $ minibatch runs list optimizers --sort objective     its best trials first");
}

function listCommand(): Command {
  return addChoiceOptions(
    new Command("list"),
    "trials",
    "parameters, figures as validation-loss, status, objective, epochs, seconds, seed, ...",
  )
    .description("List the experiments of a store, or the trials of one of them.")
    .argument("[experiment]", "its trials, a line each; without it the experiments")
    .addOption(storeOption())
    .addOption(
      new Option("--status <list>", `only trials that are ${TRIAL_STATUSES.join(", ")}`).argParser(parseStatuses),
    )
    .addOption(
      new Option("--limit <n>", "show so many lines").argParser(parseWholeNumber(1, MOST_LINES)).default(DEFAULT_LINES),
    )
    .option("--all", "show every line")
    .addHelpText(
      "after",
      `\n${WHERE_HELP}\n\nExamples:
  $ minibatch runs list optimizers --status failed,pruned --all
  $ minibatch runs list optimizers --where 'rate < .1 and optimizer = adam'
  $ minibatch runs list optimizers --sort objective     the best first
  $ minibatch runs list optimizers --where 'validation-loss <= 0.3' --sort rate:desc`,
    )
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      const { listRuns } = await import("./list/run.ts");
      await listRuns(name, command.optsWithGlobals<ListFlags>());
    });
}

function showCommand(): Command {
  return addChoiceOptions(new Command("show"), "epochs of the trial", "epoch and the figures, as validation-loss")
    .description("Tell all about a trial, or what an experiment is.")
    .argument("<run>", "EXPERIMENT/NUMBER, or EXPERIMENT")
    .addOption(storeOption())
    .option("--all", "the figures of every epoch, not only of the last ones")
    .addHelpText(
      "after",
      `\nExamples:
  $ minibatch runs show optimizers/3 --all
  $ minibatch runs show optimizers/3 --sort validation-loss     its best epochs first`,
    )
    .action(async (run: string, _options: unknown, command: Command) => {
      const { showRun } = await import("./show/run.ts");
      await showRun(run, command.optsWithGlobals());
    });
}

function compareCommand(): Command {
  return addChoiceOptions(
    new Command("compare"),
    "configurations",
    "parameters and configuration; for --sort also mean and repeats",
  )
    .description("Rank an experiment's configurations, and tell which of them can be told apart.")
    .argument("<experiment>", "its name")
    .argument("[configuration...]", "numbers of configurations (default: all)", collectConfigurations)
    .addOption(storeOption())
    .option("--metric <name>", "as validation-accuracy, train-loss (default: the experiment's objective)")
    .addOption(
      new Option(
        "--epoch <which>",
        "last, best, or a number: the figure after that epoch (default: of the network that is kept)",
      ).argParser(parseEpoch),
    )
    .option("--all", "show every configuration and pair")
    .addHelpText(
      "after",
      `\nExamples:
  $ minibatch runs compare optimizers 0 2 --metric validation-loss --epoch best
  $ minibatch runs compare optimizers --where 'optimizer != sgd' --sort rate`,
    )
    .action(async (name: string, configurations: number[] | undefined, _options: unknown, command: Command) => {
      const { compareRuns } = await import("./compare/run.ts");
      await compareRuns(name, configurations ?? [], command.optsWithGlobals());
    });
}

function cancelCommand(): Command {
  return new Command("cancel")
    .description("Train no more trials of an experiment; what it has stays, and sweep goes on with the rest.")
    .argument("<experiment>", "its name")
    .addOption(storeOption())
    .addHelpText("after", "\nExample:\n  $ minibatch runs cancel optimizers --store postgres://lab@host/lab")
    .action(async (name: string, _options: unknown, command: Command) => {
      const { cancelRuns } = await import("./cancel/run.ts");
      await cancelRuns(name, command.optsWithGlobals());
    });
}

function priorityCommand(): Command {
  return new Command("priority")
    .description("Move an experiment's waiting trials up or down in the queue (Postgres).")
    .argument("<experiment>", "its name")
    .argument("<priority>", "higher ones first; 0 is what a sweep has", parseWholeNumber(0, HIGHEST_PRIORITY))
    .addOption(storeOption())
    .addHelpText("after", "\nExample:\n  $ minibatch runs priority optimizers 10 --store postgres://lab@host/lab")
    .action(async (name: string, priority: number, _options: unknown, command: Command) => {
      const { setRunsPriority } = await import("./cancel/run.ts");
      await setRunsPriority(name, priority, command.optsWithGlobals());
    });
}

function retryCommand(): Command {
  return new Command("retry")
    .description(
      "Forget what single trials have given, so that the next sweep trains them again: failed or damaged ones.",
    )
    .argument("<run...>", "EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .addHelpText("after", "\nExample:\n  $ minibatch runs retry optimizers/3 && minibatch sweep optimizers.ts")
    .action(async (runs: string[], _options: unknown, command: Command) => {
      const { retryRuns } = await import("./retry/run.ts");
      await retryRuns(runs, command.optsWithGlobals());
    });
}

function removeCommand(): Command {
  return new Command("rm")
    .description("Remove experiments or single trials, with their figures and weights. Asks first.")
    .argument("<run...>", "EXPERIMENT or EXPERIMENT/NUMBER")
    .addOption(storeOption())
    .option("--yes", "do not ask")
    .option("--force", "also what is running: its worker is told to stop")
    .addHelpText("after", "\nExample:\n  $ minibatch runs rm optimizers/3 optimizers/4 --yes")
    .action(async (runs: string[], _options: unknown, command: Command) => {
      const { removeRuns } = await import("./rm/run.ts");
      await removeRuns(runs, command.optsWithGlobals());
    });
}

function exportCommand(): Command {
  return addChoiceOptions(
    new Command("export"),
    "trials",
    "parameters, figures as validation-loss, status, objective, epochs, seconds, seed, ...",
  )
    .description("Write an experiment's trials with their figures, for other programs.")
    .argument("<experiment>", "its name")
    .addOption(storeOption())
    .addOption(
      new Option("--format <format>", "jsonl: a line per trial; csv: a row per trial and epoch")
        .choices(["jsonl", "csv"])
        .default("jsonl"),
    )
    .option("--out <file>", "write it there, whole or not at all (default: stdout)", parsePath)
    .addHelpText(
      "after",
      `\n${CSV_HELP}\n\n${WHERE_HELP}\n\nExamples:
  $ minibatch runs export optimizers --format csv --out optimizers.csv
  $ minibatch runs export optimizers --where 'status = finished and rate < .1' --sort objective`,
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      const { exportRuns } = await import("./export/run.ts");
      await exportRuns(name, command.optsWithGlobals());
    });
}

function parseStatuses(text: string): TrialStatus[] {
  const known: readonly string[] = TRIAL_STATUSES;
  const given = text.split(",").map((status) => status.trim());
  if (given.every((status): status is TrialStatus => known.includes(status))) return [...new Set(given)];
  throw new InvalidArgumentError(`It should be some of ${TRIAL_STATUSES.join(", ")}, with commas between.`);
}

function collectConfigurations(text: string, before: number[] | undefined): number[] {
  return [...(before ?? []), parseWholeNumber(0, Number.MAX_SAFE_INTEGER)(text)];
}

function parseEpoch(text: string): number | "last" | "best" {
  if (text === "last" || text === "best") return text;
  try {
    return parseWholeNumber(1, MOST_EPOCHS)(text);
  } catch {
    throw new InvalidArgumentError("It should be last, best or the number of an epoch.");
  }
}
