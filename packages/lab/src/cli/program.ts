/**
 * The program `minibatch` with all its commands. A command's work is loaded when it is called, so that help comes at
 * once.
 */
import { Command } from "commander";
import packageFile from "../../package.json" with { type: "json" };
import { COMMANDS, TRAINING_COMMANDS } from "./commands.ts";
import { HELP_FORMAT } from "./format-help.ts";
import { helpWidth } from "./terminal/terminal-width.ts";
import { printHelp, tellError } from "./terminal/write-out.ts";

const EXAMPLE = `
Example:
  $ minibatch reproduce --quick     the whole report from a reduced budget, in seconds

Exit codes: 0 done, 1 it failed, 2 the call or the input is wrong, 130 interrupted.`;

export function buildProgram(): Command {
  const program = new Command("minibatch")
    .description("Train neural networks, and reproduce a deep-learning report with one command.")
    .version(packageFile.version, "--version", "print the version")
    .option("--json", "print one JSON document on stdout")
    .option("--debug", "print the stack of an error")
    .addHelpText("after", EXAMPLE);
  for (const create of COMMANDS) program.addCommand(create());
  program.hook("preAction", async (_program, command) => {
    if (!TRAINING_COMMANDS.has(command.name()) || command.parent !== program) return;
    const { useWideVectors } = await import("./vectors/use-wide-vectors.ts");
    await useWideVectors(command.optsWithGlobals<{ debug?: true }>().debug === true);
  });
  return withOneLineErrors(program);
}

/**
 * Commander ends the process by itself and tells a suggestion on a line of its own; we want an exception and one line.
 */
function withOneLineErrors(command: Command, path = command.name()): Command {
  command.exitOverride().helpOption("--help", "print this help").helpCommand(false);
  command.configureHelp(HELP_FORMAT);
  command.configureOutput({
    writeOut: printHelp,
    getOutHelpWidth: () => helpWidth(process.stdout),
    getErrHelpWidth: () => helpWidth(process.stderr),
    outputError: (text) => {
      const line = text
        .trim()
        .replace(/^error: /, "")
        .replace(/\.$/, "")
        .replace(/\n?\(Did you mean (.*)\?\)/s, "; did you mean $1?");
      tellError(`Cannot run ${path}: ${line}; see ${path} --help`);
    },
  });
  for (const child of command.commands) withOneLineErrors(child, `${path} ${child.name()}`);
  return command;
}
