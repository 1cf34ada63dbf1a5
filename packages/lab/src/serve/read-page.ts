/**
 * The live page as it was built, with the headers that it asks for. All of its files are read at the start: what is
 * served is what was there then, and no address can name a file outside of the folder.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OutputError } from "../errors.ts";

export interface ServedPage {
  /** by path, without the first slash */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Beside the built command; sources have none, and use what the last build made. */
export const PAGE_FOLDER: string = fileURLToPath(
  import.meta.url.endsWith(".ts") ? new URL("../../dist/live/", import.meta.url) : new URL("./live/", import.meta.url),
);

/** In Netlify's form, which the page's build writes. */
const HEADERS_FILE = "_headers";

/** Throws OutputError where the page is not built. */
export function readPage(folder: string = PAGE_FOLDER): ServedPage {
  const found = globSync("**/*", { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name).slice(join(folder, "/").length));
  const files = new Map(
    paths.map((path) => [path.replaceAll("\\", "/"), new Uint8Array(readFileSync(join(folder, path)))]),
  );
  const headers = files.get(HEADERS_FILE);
  if (headers === undefined || !files.has("index.html")) {
    throw new OutputError(`Cannot serve the live page: it is not built at ${folder}; run npm run build`);
  }
  files.delete(HEADERS_FILE);
  return { files, headers: readHeaders(new TextDecoder().decode(headers)) };
}

/** A line "/*", then indented lines of a name, a colon and a value. */
function readHeaders(text: string): Readonly<Record<string, string>> {
  const lines = text.split("\n").filter((line) => /^ +\S/.test(line));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^ +([\w-]+): (.*)$/.exec(line) as unknown as [string, string, string];
      return [name, value];
    }),
  );
}
