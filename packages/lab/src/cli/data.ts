/** `minibatch data`: what it is called with. The work is in `describe-data.ts` and `fetch-data.ts`. */
import { Command } from "commander";
import { setNames } from "minibatch-data/sets";
import { parsePath } from "./parse-path.ts";

export interface DataFlags {
  readonly data?: string;
  readonly json?: true;
}

const DATA_OPTION = [
  "--data <dir>",
  "the data directory (default: MINIBATCH_DATA, else the cache folder)",
  parsePath,
] as const;

export function dataCommand(): Command {
  return new Command("data")
    .description("List, fetch and describe data sets.")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .addCommand(listCommand())
    .addCommand(fetchCommand())
    .addCommand(infoCommand())
    .addHelpText(
      "after",
      "\nExample:\n  $ minibatch data fetch mnist     download what is missing, checked against SHA-256",
    );
}

function listCommand(): Command {
  return new Command("list")
    .description("Tell which data sets there are, and which of them are here.")
    .option(...DATA_OPTION)
    .helpOption("--help", "print this help")
    .addHelpText("after", "\nExample:\n  $ minibatch data list --data ~/data")
    .action(async (_options: unknown, command: Command) => {
      const { listDataSets } = await import("./describe-data.ts");
      listDataSets(command.optsWithGlobals<DataFlags>());
    });
}

function infoCommand(): Command {
  return new Command("info")
    .description("Tell a data set's licence, source, files, sizes and SHA-256; exit code 2 when a file is wrong.")
    .argument("<name>", setNames.join(", "))
    .option(...DATA_OPTION)
    .helpOption("--help", "print this help")
    .addHelpText("after", "\nExample:\n  $ minibatch data info mnist --json")
    .action(async (name: string, _options: unknown, command: Command) => {
      const { describeDataSet } = await import("./describe-data.ts");
      describeDataSet(name, command.optsWithGlobals<DataFlags>());
    });
}

function fetchCommand(): Command {
  return new Command("fetch")
    .description("Download what is missing of a data set; an interrupted download goes on where it stopped.")
    .argument("<name>", setNames.join(", "))
    .option(...DATA_OPTION)
    .helpOption("--help", "print this help")
    .addHelpText("after", "\nExample:\n  $ minibatch data fetch mnist --data ~/data")
    .action(async (name: string, _options: unknown, command: Command) => {
      const { fetchData } = await import("./fetch-data.ts");
      await fetchData(name, command.optsWithGlobals<DataFlags>());
    });
}
