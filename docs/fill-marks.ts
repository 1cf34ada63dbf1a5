/**
 * Marks in the pages stand for what must not be typed by hand: `<!-- table: NAME -->` for one of `tables/tables.ts`,
 * `<!-- file: PATH -->` for a file of the repository, shown as it is.
 */
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { TABLES } from "./tables/tables.ts";

const repository = join(import.meta.dirname, "..");

/** A page with its marks filled. Throws for a table that there is not. */
export function fillMarks(page: string, markdown: string): string {
  return markdown
    .replaceAll(/^<!-- table: (.*?) -->$/gm, (_, name: string) => {
      const write = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
      if (write === undefined)
        throw new Error(`Cannot fill ${page}: there is no table ${name}; there are ${Object.keys(TABLES).join(", ")}`);
      return write();
    })
    .replaceAll(/^<!-- file: (.*?) -->$/gm, (_, path: string) => {
      const kind = extname(path).slice(1);
      return `\`\`\`${kind} title="${path}"\n${readFileSync(join(repository, path), "utf8").trimEnd()}\n\`\`\``;
    });
}
