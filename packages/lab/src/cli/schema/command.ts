/** `minibatch schema`: what it is called with. The work is in `write-schema.ts`. */
import { Command } from "commander";
import { parsePath } from "../options/parse-path.ts";

export interface SchemaFlags {
  readonly out?: string;
  readonly json?: true;
}

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
      const { writeSchema } = await import("./run.ts");
      writeSchema(command.optsWithGlobals<SchemaFlags>());
    });
}
