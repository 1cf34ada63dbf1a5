/** Where the site has what a page of `docs/` links to. */
import { posix } from "node:path";

/**
 * `library/models.md` below `docs/pages` -> `library/models/`, a decision's file -> `decisions/` and its name; null
 * outside of the site.
 */
function addressOf(path: string): string | null {
  const [, folder, rest] = /^docs\/(pages|decisions)\/(.*)\.md$/.exec(path) ?? [];
  if (rest === undefined) return null;
  const page = rest.replace(/(^|\/)index$/, "");
  const slug = [folder === "pages" ? "" : folder, page].filter((part) => part !== "").join("/");
  return slug === "" ? "" : `${slug}/`;
}

/**
 * Markdown whose links are the site's. `page` is its path in the repository. `api:minibatch/functions/createTrainer` is
 * a page of the API; a link to a file that the site does not show loses its link and keeps its text.
 */
export function toSiteLinks(page: string, markdown: string, base: string): string {
  const parts = markdown.split(/(^```[\s\S]*?^```)/m);
  return parts.map((part, i) => (i % 2 === 1 ? part : linkProse(page, part, base))).join("");
}

function linkProse(page: string, prose: string, base: string): string {
  return prose.replaceAll(
    /(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g,
    (whole, mark: string, text: string, link: string) => {
      if (mark !== "") return `![${text}](${pictureOf(page, link)})`;
      if (link.startsWith("api:")) return `[${text}](${base}api/${link.slice("api:".length).toLowerCase()}/)`;
      if (/^(?:[a-z]+:|#)/.test(link)) return whole;
      const [path, anchor] = link.split("#") as [string, string | undefined];
      const address = addressOf(posix.join(posix.dirname(page), path));
      return address === null ? text : `[${text}](${base}${address}${anchor === undefined ? "" : `#${anchor}`})`;
    },
  );
}

/** As seen from where the content is written, the site's `src/content/docs`. */
function pictureOf(page: string, link: string): string {
  const picture = posix.join(posix.dirname(page), link);
  const [, folder = "", rest = ""] = /^docs\/(pages|decisions)\/(.*)$/.exec(page) ?? [];
  const written = posix.join("docs/site/src/content/docs", folder === "pages" ? rest : `${folder}/${rest}`);
  return posix.relative(posix.dirname(written), picture);
}
