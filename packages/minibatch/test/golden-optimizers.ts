/**
 * The figures of fixtures/optimizers-*.json: ten gradients fed to each optimizer by other programs, or by a paper's
 * formula.
 */
import { globSync, readFileSync } from "node:fs";
import type { OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import type { Flavour, OptimizerKind } from "../src/optimizers/spec.ts";

interface Case {
  readonly optimizer?: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** after each step, by variable or flat */
  readonly params: readonly (readonly (number | readonly number[])[])[];
}

interface GoldenFile {
  readonly flavour?: Flavour;
  readonly params0: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  /** what the program's optimizer does by default, where that is not in DESIGN's table: our names */
  readonly defaults?: object;
  readonly cases: Readonly<Record<string, Case>>;
  readonly two_variables?: { readonly cases: Readonly<Record<string, Case>> };
}

export interface GoldenOptimizer {
  readonly name: string;
  readonly kind: OptimizerKind;
  readonly flavour: Flavour;
  readonly input: OptimizerInput;
  /** their lengths */
  readonly variables: readonly number[];
  readonly params0: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly params: readonly (readonly number[])[];
  readonly defaults: object | null;
}

/** The reference programs' names of our options. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  lr: "learningRate",
  learning_rate: "learningRate",
  lr_decay: "decay",
  weight_decay: "weightDecay",
  clipnorm: "clipNorm",
  clipvalue: "clipValue",
  global_clipnorm: "globalClipNorm",
};
const ONE_VARIABLE: readonly number[] = [6];
const TWO_VARIABLES: readonly number[] = [4, 2];

export const goldenOptimizers: readonly GoldenOptimizer[] = globSync("optimizers-*.json", {
  cwd: new URL("../fixtures/", import.meta.url),
})
  .toSorted()
  .flatMap(readGolden);

function readGolden(file: string): GoldenOptimizer[] {
  const golden: GoldenFile = JSON.parse(readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8"));
  const flavour = golden.flavour ?? (file.replace(/^optimizers-|\.json$/g, "") as Flavour);
  const { params0, gradients, defaults = null } = golden;
  const read = (cases: Readonly<Record<string, Case>>, label: string, variables: readonly number[]) =>
    Object.entries(cases).map(([name, { optimizer, options, params }]) => {
      const kind = (optimizer ?? name.split("-")[0]).toLowerCase() as OptimizerKind;
      const ours = Object.entries(options).map(([option, value]) => [OPTION_NAMES[option] ?? option, value]);
      return {
        ...{ name: `${flavour} ${name}${label}`, kind, flavour, variables, params0, gradients, defaults },
        input: { kind, flavour, ...Object.fromEntries(ours) } as OptimizerInput,
        params: params.map((step) => step.flat()),
      };
    });
  return [
    ...read(golden.cases, "", ONE_VARIABLE),
    ...read(golden.two_variables?.cases ?? {}, " on two variables", TWO_VARIABLES),
  ];
}
