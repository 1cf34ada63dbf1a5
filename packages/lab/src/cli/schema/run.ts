/** Writes what `minibatch schema` gives: to stdout, or whole into a file. */
import { experimentJsonSchema } from "study";
import { writeWhole } from "../../files/write-whole.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { printJson, tellLine } from "../terminal/write-out.ts";

export interface SchemaFlags {
  readonly out?: string;
  readonly json?: true;
}

/** Throws OutputError when the disk does not take it. */
export function run({ out, json }: SchemaFlags): void {
  const schema = experimentJsonSchema();
  if (out === undefined) {
    printJson(schema);
    return;
  }
  const file = resolveFromCaller(out);
  writeWhole(file, `${JSON.stringify(schema, null, 2)}\n`, "give --out a file in a directory that can be written");
  tellLine(`wrote ${out}`);
  if (json === true) printJson({ file });
}
