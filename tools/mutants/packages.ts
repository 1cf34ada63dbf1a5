/** The packages whose sources are changed, and the tests that must notice it. */
import { globSync } from "node:fs";

export interface Target {
  /** sources that are changed, from the repository's root */
  readonly sources: readonly string[];
  /** and what of them is not: written by a program, or for building alone */
  readonly except?: RegExp;
  /** where tests lie that must notice it */
  readonly tests: RegExp;
  /** the one of them that is quick and sees most of what is computed, so that it is asked before others */
  readonly early?: RegExp;
}

export const TARGETS: Readonly<Record<string, Target>> = {
  library: {
    sources: ["packages/minibatch/src/**/*.ts", "packages/minibatch/wasm/{,activations/,updates/}*.ts"],
    // what the build writes, and the build
    except: /wasm-bytes\.ts$|program\/codes\.ts$|activations\/formulas\.ts$|wasm\/build\.ts$|worker-program\.ts$/,
    tests: /^packages\/minibatch\//,
    // trainings to the bit: whatever changes a number
    early: /\/recorded-trainings\.test\.ts$/,
  },
  lab: {
    sources: ["packages/lab/src/**/*.ts"],
    except: /wasm-bytes\.ts$|\/fixtures\//,
    tests: /^(?:packages\/lab|examples)\//,
  },
  charts: { sources: ["packages/charts/src/**/*.ts"], tests: /^packages\/(?:charts|lab)\// },
  study: {
    sources: ["packages/study/src/**/*.ts"],
    except: /\/fixtures\//,
    tests: /^(?:packages\/(?:study|lab)|examples)\//,
  },
  data: { sources: ["packages/data/src/**/*.ts"], tests: /^packages\/(?:data|lab)\// },
};

/** Tests that measure time fail on a busy machine, whatever is changed: they are not asked. */
export const MEASURES_TIME = /^packages\/minibatch\/test\/slices\.test\.ts$/;

/** The kernels' sources, and what their bytes are in. */
export const KERNELS = /^packages\/minibatch\/wasm\//;
export const KERNEL_BYTES = "packages/minibatch/src/wasm/wasm-bytes.ts";

/** The files of a target that may be changed. */
export function sourcesOf({ sources, except }: Target, root: string): string[] {
  return globSync(sources as string[], { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !/\.test\.ts$|\.d\.ts$/.test(file) && except?.test(file) !== true)
    .sort();
}
