/** Runs `minibatch report`: reads the store, writes the page, tells its address. */

import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExperimentSpec } from "study";
import { UsageError } from "../../errors.ts";
import { writeExperimentReport } from "../../experiment-page/write-experiment-report.ts";
import type { ExperimentRecord } from "../../store/store.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { chooseStore } from "../opening/choose-store.ts";
import { findExperiment } from "../opening/find-experiment.ts";
import { withStore } from "../opening/with-store.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { paint } from "../terminal/paint.ts";
import { printResult } from "../terminal/print-result.ts";
import { tellLine } from "../terminal/write-out.ts";
import { findLife } from "../trials/find-life.ts";
import { isSweep } from "../trials/is-sweep.ts";
import { measureBest } from "./measure-best.ts";
import { readExperimentInput } from "./read-experiment-input.ts";

export interface ReportFlags extends StoreFlags {
  readonly out?: string;
  readonly json?: true;
}

/**
 * Throws UsageError for an experiment that is not there or has a page of another kind, OutputError when the disk
 * refuses.
 */
export async function run(name: string, flags: ReportFlags): Promise<void> {
  await withStore(flags, async (store) => {
    const experiment = await findExperiment(store, name);
    const spec = requireSweep(experiment);
    const directory = resolveFromCaller(flags.out ?? `${name}-report`);
    const input = await readExperimentInput(store, experiment.id, spec, new Date());
    const life = await findLife(store, input.summary, flags);
    const { at } = chooseStore(flags);
    const place = at.kind === "sqlite" ? relative(directory, at.file) : null;
    const best = input.trials.find(({ number }) => number === input.best?.trial) ?? null;
    const evaluation = await measureBest(store, experiment, best, flags);
    const missing = writeExperimentReport({ ...input, life, store: place, evaluation }, directory);
    if (evaluation !== null && "missing" in evaluation) tellLine(paint("warning", evaluation.missing));
    for (const figure of missing) tellLine(paint("warning", `The figure ${figure.name} is missing: ${figure.reason}.`));
    const page = pathToFileURL(join(directory, "index.html")).href;
    printResult(
      flags.json,
      { store: store.place, experiment: name, trials: input.trials.length, directory, page, missing },
      () => `The page: ${page}`,
    );
  });
}

function requireSweep({ name, spec }: ExperimentRecord): ExperimentSpec {
  if (isSweep(spec)) return spec;
  throw new UsageError(
    `Cannot write the page of ${name}: it is a ${spec.kind}, whose page minibatch reproduce writes, into ` +
      "reproduction/index.html or where its --out says; open that one",
  );
}
