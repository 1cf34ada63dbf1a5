/** The site: pages of `docs/pages`, the decisions, tables of the library's own, and the API from the sources. */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";
import starlightLinksValidator from "starlight-links-validator";
import starlightTypeDoc, { typeDocSidebarGroup } from "starlight-typedoc";
import { CONTENTS } from "../contents.ts";

const docs = join(import.meta.dirname, "..");
const base = process.env.DOCS_BASE ?? "/";

function writePages(): void {
  const write = [join(docs, "write-content.ts"), base];
  execFileSync(process.execPath, ["--conditions=minibatch-source", ...write], { stdio: "inherit" });
}

/** What a development server of Vite has for us. */
interface DevServer {
  readonly watcher: {
    add(files: readonly string[]): void;
    on(event: "change", listener: (file: string) => void): void;
  };
}

/** Writes `src/content/docs` from the pages: at the start and, while serving, after every change of one of them. */
const pages = {
  name: "minibatch-pages",
  hooks: {
    "astro:config:setup": writePages,
    "astro:server:setup"({ server }: { server: DevServer }) {
      const sources = globSync("{pages,decisions,tables,results}/**/*.{md,ts,json}", { cwd: docs });
      const files = sources.map((file) => join(docs, file));
      server.watcher.add(files);
      server.watcher.on("change", (file) => {
        if (!files.includes(file)) return;
        try {
          writePages();
        } catch {
          // what is wrong with the page is told by the program; the next change may mend it
        }
      });
    },
  },
};

export default defineConfig({
  base,
  // two strokes before an option are two strokes
  markdown: { smartypants: false },
  image: { service: passthroughImageService() },
  integrations: [
    pages,
    starlight({
      title: "minibatch",
      head: [{ tag: "script", content: readFileSync(join(import.meta.dirname, "src/scripts/reach.js"), "utf8") }],
      customCss: ["./src/styles/site.css"],
      expressiveCode: { defaultProps: { wrap: true } },
      sidebar: [
        ...CONTENTS.map(({ label, pages }) => ({ label, items: pages.map((slug) => ({ slug })) })),
        { label: "Decisions", collapsed: true, items: [{ autogenerate: { directory: "decisions" } }] },
        typeDocSidebarGroup,
      ],
      plugins: [
        starlightTypeDoc({
          entryPoints: [
            "../../packages/minibatch/src/index.ts",
            "../../packages/minibatch/src/describe/describe-kinds.ts",
            "../../packages/minibatch/src/hosts/node.ts",
            "../../packages/minibatch/src/hosts/web.ts",
            "../../packages/lab/src/index.ts",
            "../../packages/lab/src/blas/load-blas.ts",
          ],
          tsconfig: "./tsconfig.api.json",
          sidebar: { collapsed: true },
          typeDoc: {
            readme: "none",
            entryFileName: "index",
            disableSources: true,
            excludeInternal: true,
            indexFormat: "table",
            parametersFormat: "table",
            interfacePropertiesFormat: "table",
            tableColumnSettings: { hideModifiers: true },
          },
        }),
        starlightLinksValidator(),
      ],
    }),
  ],
});
