/** Every command of the terminal, with its arguments, options, defaults and examples, from the program itself. */
import type { Command } from "commander";
import { buildProgram } from "../../packages/lab/src/cli/program.ts";
import { cell, code, table } from "./markdown-table.ts";

export function commandReference(): string {
  const program = buildProgram();
  const parts = [...describe(program, "minibatch")];
  for (const command of program.commands) {
    parts.push(`## minibatch ${command.name()}`, ...describe(command, `minibatch ${command.name()}`));
    for (const child of command.commands) {
      const path = `minibatch ${command.name()} ${child.name()}`;
      parts.push(`### ${path}`, ...describe(child, path));
    }
  }
  return parts.join("\n\n");
}

function describe(command: Command, path: string): string[] {
  const help = command.createHelp();
  const usage = `${path} ${command.usage()}`.trim();
  const given = command.registeredArguments.map((one) => [code(one.name()), one.description]);
  const options = help
    .visibleOptions(command)
    .filter(({ long }) => long !== "--help")
    .map((option) => [code(option.flags), help.optionDescription(option)]);
  const examples = extraHelp(command);
  return [
    cell(command.description()),
    `\`\`\`text\n${usage}\n\`\`\``,
    ...(given.length === 0 ? [] : [table(["argument", "what it is"], given)]),
    ...(options.length === 0 ? [] : [table(["option", "what it does"], options)]),
    ...(examples === "" ? [] : [`\`\`\`text preserveIndent=false\n${examples}\n\`\`\``]),
  ];
}

/** What `addHelpText` put below the help. */
function extraHelp(command: Command): string {
  let text = "";
  const [write, writeError] = [command.configureOutput().writeOut, command.configureOutput().writeErr];
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    writeErr: () => {},
  });
  try {
    command.outputHelp();
  } finally {
    command.configureOutput({ ...(write && { writeOut: write }), ...(writeError && { writeErr: writeError }) });
  }
  const own = command.helpInformation();
  return text.slice(text.indexOf(own) + own.length).trim();
}
