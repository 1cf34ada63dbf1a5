/** YAML 1.2 and JSON as a tree that knows its places: one parser for both, for YAML 1.2 holds JSON. */
import { type Document, parseDocument as parseYaml, type YAMLError } from "yaml";
import { DocumentError } from "./document-error.ts";
import { findJsonMistake } from "./find-json-mistake.ts";

export type Language = "yaml" | "json" | "either";

const NOT: Readonly<Record<Language, string>> = {
  yaml: "is not YAML",
  json: "is not JSON",
  either: "is neither JSON nor YAML",
};

/** What the parser says in its own terms, in a user's. */
const REASONS: Partial<Record<YAMLError["code"], string>> = {
  MULTIPLE_DOCS: "a second document begins; a file holds one, put the others in files of their own",
  RESOURCE_EXHAUSTION: "it is nested too deep to be read; 64 levels are enough for anything",
};

/** Null for a text without content. Throws DocumentError. */
export function parseDocument(text: string, language: Language): Document.Parsed | null {
  const mistake = language === "json" ? findJsonMistake(text) : null;
  if (mistake !== null) throw new DocumentError(mistake.offset, `${NOT[language]}: ${mistake.reason}`);
  // the parser would compare each key with all before it; keys that are there twice are found by `readNode`
  const document = parseYaml(text, { prettyErrors: false, uniqueKeys: false, resolveKnownTags: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    throw new DocumentError(problem.pos[0], REASONS[problem.code] ?? `${NOT[language]}: ${problem.message}`);
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== "1.2") {
    throw new DocumentError(
      text.indexOf("%YAML"),
      `cannot be read as YAML ${version}, whose yes, no and << mean something else; write %YAML 1.2, or leave the line out`,
    );
  }
  return document.contents === null ? null : document;
}
