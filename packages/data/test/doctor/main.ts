/**
 * Prints the doctor's suite as a table: what it says of every pathology, what its first advice does at five paired
 * seeds, and what it finds in healthy runs. `node --conditions=minibatch-source packages/data/test/doctor/main.ts`;
 * `--variants`: the runs that the rules were not made by; `--seed 7`: drawn otherwise.
 */
import { parseArgs } from "node:util";
import { healthyRuns } from "./healthy-runs.ts";
import { pathologies } from "./pathologies.ts";
import { findInHealthy, isCured, type Judgement, judgePathology } from "./run-case.ts";
import { otherHealthyRuns, otherPathologies } from "./variants.ts";

const { values } = parseArgs({
  options: {
    variants: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});
const seed = Number(values.seed);
const ill = (values.variants ? otherPathologies : pathologies).filter(({ name }) => name.includes(values.only));
const well = (values.variants ? otherHealthyRuns : healthyRuns).filter(({ name }) => name.includes(values.only));

const judged: Judgement[] = [];
console.log("| pathology | named by | findings | first advice | lower in |\n|---|---|---|---|---|");
for (const run of ill) {
  const judgement = await judgePathology(run, seed);
  judged.push(judgement);
  const { findings, namedFirst, named, change, lowered } = judgement;
  const told = findings.map(({ kind, layer }) => (layer === null ? kind : `${kind} (${layer})`)).join(", ");
  const mark = namedFirst ? "first" : named ? "not first" : "NOT NAMED";
  const effect = lowered === null ? "–" : `${lowered.seeds} of ${lowered.of}`;
  const cure = run.hasCure ? effect : `${effect} (none expected)`;
  console.log(`| ${run.name} | ${mark}: ${run.namedBy.join(", ")} | ${told} | ${JSON.stringify(change)} | ${cure} |`);
}

let inHealthy = 0;
console.log("\n| healthy run | findings |\n|---|---|");
for (const run of well) {
  const findings = await findInHealthy(run, seed);
  inHealthy += findings.length;
  console.log(`| ${run.name} | ${findings.map(({ kind, says }) => `${kind}: ${says}`).join("; ") || "none"} |`);
}

const curable = judged.filter(({ run }) => run.hasCure);
const cured = curable.filter(isCured);
const count = (test: (judgement: Judgement) => boolean): string => `${judged.filter(test).length} of ${judged.length}`;
console.log(
  `\nnamed: ${count(({ named }) => named)}, first: ${count(({ namedFirst }) => namedFirst)}; ` +
    `findings in ${well.length} healthy runs: ${inHealthy}; ` +
    `cured by the first advice: ${cured.length} of ${curable.length} (${Math.round((100 * cured.length) / curable.length)}%)`,
);
