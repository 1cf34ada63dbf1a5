/**
 * The command and the programs of its threads, bundled from their sources once for a run of the tests. From the
 * sources themselves each start of a thread reads, strips and compiles some 300 files: 1.4 s of a core, not 0.1.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import type { Plugin } from "vite";

const root = join(import.meta.dirname, "../../..");
/** In the repository, for the packages that stay outside of the bundle are looked for upwards. */
const folder = join(root, `build/programs-${process.pid}`);

/** What stands beside the built command, and beside the built library. */
async function programs(): Promise<Record<string, string>> {
  const { default: built } = await import("../tsdown.config.ts");
  const { entry } = built as { readonly entry: Readonly<Record<string, string>> };
  const lab = Object.entries(entry).map(([name, file]) => [name, join(root, "packages/lab", file)]);
  return { ...Object.fromEntries(lab), "wide-probe": join(root, "packages/minibatch/src/hosts/wide/probe.ts") };
}

/** For as long as this process runs. */
function makeFolder(): void {
  mkdirSync(folder, { recursive: true });
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

async function bundle(): Promise<void> {
  const bundled = await rolldown({
    input: await programs(),
    platform: "node",
    resolve: { conditionNames: ["minibatch-source", "node", "import", "default"] },
    external: (id, _from, isResolved) => isResolved && id.includes("/node_modules/"),
  });
  await bundled.write({ dir: folder, format: "esm", sourcemap: true });
  await bundled.close();
}

/** What names a file that it starts, in the sources or in what is built of them, is told that it is built. */
const NAMES_A_PROGRAM = 'import.meta.url.endsWith(".ts")';

/** Where the bundle lies, for the tests' processes. Not in the code: Vitest keeps that from one run to the next. */
const VARIABLE = "MINIBATCH_TEST_PROGRAMS";

async function start(): Promise<void> {
  makeFolder();
  // what a process has compiled of packages the next one need not
  process.env.NODE_COMPILE_CACHE = join(folder, "compiled");
  process.env[VARIABLE] = pathToFileURL(join(folder, "main.js")).href;
  await bundle();
}

/** Not while files are watched: a program would stay as it was at the start. */
export function bundlePrograms(): Plugin {
  return {
    name: "bundle-programs",
    enforce: "pre",
    // Vitest waits for what it returns, whatever the type says
    configureVitest: (({ vitest }) => (vitest.config.watch ? undefined : start())) as NonNullable<
      Plugin["configureVitest"]
    >,
    transform(code, id) {
      if (!id.startsWith(join(root, "packages/lab/")) || !code.includes(NAMES_A_PROGRAM)) return null;
      return code.replaceAll("import.meta.url", `(process.env.${VARIABLE} ?? import.meta.url)`);
    },
  };
}
