/** Parses YAML 1.2 and JSON into a tree with positions: one parser for both, because YAML 1.2 contains JSON. */
import { type Document, parseDocument as parseYaml, type YAMLError } from "yaml";
import { DocumentError } from "./document-error.ts";
import { findJsonMistake } from "./find-json-mistake.ts";

export type Language = "yaml" | "json" | "either";

const NOT: Readonly<Record<Language, string>> = {
  yaml: "is not YAML",
  json: "is not JSON",
  either: "is neither JSON nor YAML",
};

/** The parser's messages in plain words. */
const REASONS: Partial<Record<YAMLError["code"], string>> = {
  MULTIPLE_DOCS: "a second document begins; a file holds one, put the others in files of their own",
  RESOURCE_EXHAUSTION: "it is nested too deep to be read; 64 levels are enough for anything",
};

/** Fixes to append to the parser's messages. */
const FIXES: Partial<Record<YAMLError["code"], string>> = {
  TAG_RESOLVE_FAILED: "; leave the tag out",
};

/** Null for a text without content. Throws DocumentError. */
export function parseDocument(text: string, language: Language): Document.Parsed | null {
  const mistake = language === "json" ? findJsonMistake(text) : null;
  if (mistake !== null) throw new DocumentError(mistake.offset, `${NOT[language]}: ${mistake.reason}`);
  const lone = text.includes("\n") ? -1 : text.trimEnd().indexOf("\r");
  if (lone !== -1) {
    throw new DocumentError(lone, "the line ends in a carriage return alone; save the file with line feeds");
  }
  // off, because the parser compares each key with all before it; `readNode` finds duplicate keys
  const document = parseYaml(text, { prettyErrors: false, uniqueKeys: false, resolveKnownTags: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { code, message, pos } = problem;
    throw new DocumentError(pos[0], REASONS[code] ?? `${NOT[language]}: ${message}${FIXES[code] ?? ""}`);
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== "1.2") {
    throw new DocumentError(
      text.indexOf("%YAML"),
      `cannot be read as YAML ${version}, whose yes, no and << mean something else; write %YAML 1.2, or leave ` +
        "the line out",
    );
  }
  return document.contents === null ? null : document;
}
