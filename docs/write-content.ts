/**
 * Writes the site's content: `node --conditions=minibatch-source docs/write-content.ts [BASE]`. A page is Markdown that
 * reads well by itself; here its title becomes front matter, its links the site's, and its marks tables.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fillMarks } from "./fill-marks.ts";
import { toSiteLinks } from "./site-links.ts";

const docs = import.meta.dirname;
const content = join(docs, "site/src/content/docs");
const base = process.argv[2] ?? "/";

/** The front matter of a page, and the rest of it. */
function withFrontMatter(file: string, markdown: string): string {
  const [, title, rest] = /^# (.*)\n([\s\S]*)$/.exec(markdown) ?? [];
  if (title === undefined) throw new Error(`Cannot write ${file}: its first line should be its title, # ...`);
  const first =
    rest!
      .trim()
      .split(/\n\n/)
      .find((part) => /^[A-Z`*]/.test(part)) ?? title;
  const description = first
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ");
  const plain = title.replaceAll("`", "");
  const front = [
    `title: ${JSON.stringify(plain)}`,
    `description: ${JSON.stringify(description)}`,
    `sidebar: { label: ${JSON.stringify(plain.replace(/^Coming from /, ""))} }`,
  ];
  return `---\n${front.join("\n")}\n---\n\n${rest!}`;
}

/** What the site shows, by its file in the content. */
function readContent(): Map<string, string> {
  const written = new Map<string, string>();
  for (const folder of ["pages", "decisions"]) {
    for (const name of globSync("**/*.md", { cwd: join(docs, folder) })) {
      const file = `docs/${folder}/${name.replaceAll("\\", "/")}`;
      const markdown = fillMarks(file, readFileSync(join(docs, folder, name), "utf8"));
      const to = join(content, folder === "pages" ? name : `${folder}/${name}`);
      written.set(to, withFrontMatter(file, toSiteLinks(file, markdown, base)));
    }
  }
  return written;
}

// only what differs is touched: a server that watches the content shows a change, and no more; the API is typedoc's
const wanted = readContent();
for (const name of globSync("**/*.md", { cwd: content })) {
  const file = join(content, name);
  if (!/^api[\\/]/.test(name) && !wanted.has(file)) rmSync(file);
}
for (const [file, text] of wanted) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
