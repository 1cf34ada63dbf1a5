import { build, type Rolldown } from "vite";

/**
 * A file of this folder and all it imports, from the library's sources, as one module for a page, or for a Node that
 * runs no TypeScript.
 */
export async function bundleEntry(file: string): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["minibatch-source"] },
    build: {
      write: false,
      minify: false,
      target: "es2023",
      rolldownOptions: { external: [/^node:/], output: { codeSplitting: false } },
      lib: { entry: new URL(file, import.meta.url).pathname, formats: ["es"], fileName: "entry" },
    },
  })) as Rolldown.RolldownOutput[];
  return output[0].output[0].code;
}
