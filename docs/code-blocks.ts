/** The code that pages show, so that tests can run it. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const repository = join(import.meta.dirname, "..");

/** Every page for a reader, by its path in the repository. */
export const PAGES: readonly string[] = globSync(["README.md", "packages/*/README.md", "docs/pages/**/*.md"], {
  cwd: repository,
})
  .map((page) => page.replaceAll("\\", "/"))
  .sort();

export interface CodeBlock {
  readonly page: string;
  /** of its first line in the page, from 1 */
  readonly line: number;
  readonly language: string;
  /** what stands behind the language */
  readonly word: string;
  readonly code: string;
}

export function readPage(page: string): string {
  return readFileSync(join(repository, page), "utf8");
}

/** The fenced blocks of a page. */
export function readBlocks(page: string, markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```(\w*) ?(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    line: markdown.slice(0, match.index).split("\n").length + 1,
    language: match[1]!,
    word: match[2]!,
    code: match[3]!,
  }));
}

/** Those of all pages in some languages. */
export function findBlocks(...languages: readonly string[]): CodeBlock[] {
  return PAGES.flatMap((page) => readBlocks(page, readPage(page))).filter(({ language }) =>
    languages.includes(language),
  );
}

/** Programs of a page's ts blocks: one with the word `continues` belongs to the program before it. */
export function joinPrograms(blocks: readonly CodeBlock[]): CodeBlock[] {
  const programs: CodeBlock[] = [];
  for (const block of blocks) {
    const before = programs.at(-1);
    if (block.word !== "continues") programs.push(block);
    else if (before?.page !== block.page) throw new Error(`${block.page}:${block.line}: there is nothing to continue`);
    else programs[programs.length - 1] = { ...before, code: `${before.code}\n${block.code}` };
  }
  return programs;
}

/** The codes in backticks, outside of blocks. */
export function readInlineCodes(markdown: string): string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
}
