/** `minibatch schema`: what it is called with. */
import { Command } from "commander";
import { parsePath } from "../options/parse-path.ts";
import type { SchemaFlags } from "./run.ts";

const EXAMPLES = `
Examples:
  $ minibatch schema --out experiment.schema.json

  YAML, in every editor with the YAML language server: the first line of the file
    # yaml-language-server: $schema=experiment.schema.json

  JSON: a field of the file
    "$schema": "./experiment.schema.json"

  VS Code, without touching the files: in .vscode/settings.json
    "json.schemas": [{"fileMatch": ["experiments/*.json"], "url": "./experiment.schema.json"}],
    "yaml.schemas": {"./experiment.schema.json": "experiments/*.yaml"}

  TypeScript needs none: defineExperiment of minibatch-lab has the types.`;

export function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of an experiment file: editors complete, explain and check by it.")
    .option("--out <file>", "write it to a file instead", parsePath)
    .addHelpText("after", EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { run } = await import("./run.ts");
      run(command.optsWithGlobals<SchemaFlags>());
    });
}
