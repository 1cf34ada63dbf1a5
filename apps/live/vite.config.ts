import { defineConfig, type Plugin } from "vite";
import { pagePolicy, writeHeadersFile } from "./headers.ts";

/** The policy, before anything that it is about; a development server's own scripts would fall under it. */
function pageHeadersPlugin(): Plugin {
  return {
    name: "page-headers",
    apply: "build",
    transformIndexHtml: (html) => ({
      html,
      tags: [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: pagePolicy },
          injectTo: "head-prepend",
        },
      ],
    }),
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: writeHeadersFile() });
    },
  };
}

/** Static files for any folder of any host: relative addresses, nothing inline. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [pageHeadersPlugin()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    emptyOutDir: true,
  },
  worker: { format: "es" },
});
