/** Writes what `minibatch schema` gives: to stdout, or whole into a file. */
import { experimentJsonSchema } from "../experiment/json-schema.ts";
import { writeWhole } from "../files/write-whole.ts";
import { resolveFromCaller } from "./caller-path.ts";
import type { SchemaFlags } from "./schema-command.ts";

/** Throws OutputError when the disk does not take it. */
export function writeSchema({ out, json }: SchemaFlags): void {
  const text = `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  const file = resolveFromCaller(out);
  writeWhole(file, text, "give --out a file in a directory that can be written");
  process.stderr.write(`wrote ${out}\n`);
  if (json === true) process.stdout.write(`${JSON.stringify({ file }, null, 2)}\n`);
}
