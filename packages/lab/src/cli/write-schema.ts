/** Writes what `minibatch schema` gives: to stdout, or whole into a file. */
import { experimentJsonSchema } from "../experiment/json-schema.ts";
import { writeWhole } from "../files/write-whole.ts";
import { resolveFromCaller } from "./caller-path.ts";

/** Throws OutputError when the disk does not take it. */
export function writeSchema(out: string | null): void {
  const text = `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`;
  if (out === null) {
    process.stdout.write(text);
    return;
  }
  writeWhole(resolveFromCaller(out), text, "give --out a file in a directory that can be written");
  process.stderr.write(`wrote ${out}\n`);
}
