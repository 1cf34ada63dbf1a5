/** The files of fixtures/readers as readFrame takes them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { chooseReader, companionsOf, completeOptions, type NamedBytes } from "minibatch-data";

export const readerFixtures: string = join(import.meta.dirname, "..", "fixtures", "readers");

export function readBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(readerFixtures, path)));
}

/** A file with those that belong to it, or all of a folder. */
export function readerFiles(name: string, options: Readonly<Record<string, unknown>> = {}): NamedBytes[] {
  if (statSync(join(readerFixtures, name)).isDirectory()) {
    const inside = readdirSync(join(readerFixtures, name), { recursive: true, withFileTypes: true });
    return inside
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath.slice(join(readerFixtures, name).length + 1)}/${entry.name}`)
      .map((path) => ({ name: path, bytes: readBytes(join(name, path)) }));
  }
  const first = { name, bytes: readBytes(name) };
  if (name.endsWith(".gz")) return [first];
  const reader = chooseReader([first], name);
  const others = companionsOf(reader, completeOptions(reader, options, name), name);
  return [first, ...others.map((other) => ({ name: other.name, bytes: readBytes(other.name) }))];
}
