import { DataError } from "minibatch";
import { showText } from "../text/show-text.ts";

/**
 * Throws DataError where a column has no name, or two have the same: columns are asked for by name. `name` is the
 * file's, for messages.
 */
export function checkNames(names: readonly string[], name: string): void {
  const places = new Map<string, number>();
  for (const [i, column] of names.entries()) {
    if (column === "") {
      const hint =
        i === 0
          ? "name it, or write the file without it (in pandas: index=False; in R: row.names=FALSE)"
          : "name it, or leave it out";
      throw new DataError(`Cannot read ${name}: column ${i + 1} has no name; ${hint}`);
    }
    const before = places.get(column);
    if (before !== undefined) {
      throw new DataError(
        `Cannot read ${name}: columns ${before} and ${i + 1} are both named ${showText(column)}; rename one of them`,
      );
    }
    places.set(column, i + 1);
  }
}

/** Names where the file has none: column 1, column 2. */
export function namesByPlace(count: number): string[] {
  return Array.from({ length: count }, (_, i) => nameByPlace(i + 1));
}

/** `place`: from 1. */
export function nameByPlace(place: number): string {
  return `column ${place}`;
}
