/**
 * Puts the program of `trainInWorker`'s worker, the library included, into the build: see src/hosts/worker-program.ts.
 */
import { join } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";

const hosts = join(import.meta.dirname, "src", "hosts");

/** For the build, and for bundles that tests make of the sources. */
export function workerProgram(): Pick<Plugin, "name" | "load"> {
  return {
    name: "worker-program",
    async load(id) {
      if (id !== join(hosts, "worker-program.ts")) return null;
      const outputs = (await build({
        configFile: false,
        logLevel: "silent",
        build: {
          write: false,
          minify: true,
          target: "es2023",
          lib: { entry: join(hosts, "train-worker.ts"), formats: ["iife"], name: "minibatch", fileName: "worker" },
        },
      })) as Rolldown.RolldownOutput[];
      return `export const WORKER_PROGRAM = ${JSON.stringify(outputs[0].output[0].code)};`;
    },
  };
}
