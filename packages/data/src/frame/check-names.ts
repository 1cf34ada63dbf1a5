import { DataError } from "minibatch";
import { forbiddenIn } from "../text/forbidden-characters.ts";
import { showText } from "../text/show-text.ts";

/**
 * Throws DataError where a column has no name, or one that cannot be shown in a line, or two have the same but for
 * blanks around it: columns are asked for by name. For messages `name` is the file's, and `placeOf` says where in it
 * the name of column i, from 0, stands ("line 1"), null where that needs no word.
 */
export function checkNames(
  names: readonly string[],
  name: string,
  placeOf: (i: number) => string | null = () => null,
): void {
  const fail = (i: number, what: string): never => {
    const place = placeOf(i);
    throw new DataError(`Cannot read ${name}: ${place === null ? "" : `${place}: `}${what}`);
  };
  const places = new Map<string, number>();
  for (const [i, column] of names.entries()) {
    const bare = column.trim();
    if (bare === "") {
      const hint =
        i === 0
          ? "name it, or write the file without it (in pandas: index=False; in R: row.names=FALSE)"
          : "name it, or leave it out";
      fail(i, `column ${i + 1} has no name; ${hint}`);
    }
    const forbidden = forbiddenIn(column);
    if (forbidden !== null) {
      fail(i, `column ${i + 1} is named ${showText(column)}, which holds ${forbidden}; rename it without that`);
    }
    const before = places.get(bare);
    if (before !== undefined) {
      const other = names[before] as string;
      const both = `columns ${before + 1} and ${i + 1} are`;
      if (other === column) fail(i, `${both} both named ${showText(column)}; rename one of them`);
      fail(i, `${both} named ${showText(other)} and ${showText(column)}, alike but for blanks; rename one of them`);
    }
    places.set(bare, i);
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
