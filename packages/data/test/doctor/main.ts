/**
 * Prints the doctor's suite as a table: what it says of every pathology, what its first advice does at five paired
 * seeds, and what it finds in healthy runs. `node --conditions=minibatch-source packages/data/test/doctor/main.ts`;
 * `--variants`: other runs; `--pictures`: those of convolutions; `--drawn 24`: so many of either kind, drawn by the
 * seed; `--seed 7`: drawn otherwise; `--names`: no advice is tried.
 */
import { parseArgs } from "node:util";
import { convolutionPathologies, healthyConvolutions } from "./convolutions.ts";
import { drawHealthy, drawPathology } from "./drawn.ts";
import { drawHealthyPictures, drawSickPictures } from "./drawn-pictures.ts";
import { healthyRuns } from "./healthy-runs.ts";
import { pathologies } from "./pathologies.ts";
import { findInHealthy, isCured, type Judgement, judgePathology } from "./run-case.ts";
import { otherHealthyRuns, otherPathologies } from "./variants.ts";

const { values } = parseArgs({
  options: {
    variants: { type: "boolean", default: false },
    pictures: { type: "boolean", default: false },
    names: { type: "boolean", default: false },
    drawn: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});
const seed = Number(values.seed);
const drawn = Array.from({ length: Number(values.drawn) }, (_, i) => i);
const listed = values.pictures
  ? { ill: convolutionPathologies, well: healthyConvolutions }
  : values.variants
    ? { ill: otherPathologies, well: otherHealthyRuns }
    : { ill: pathologies, well: healthyRuns };
const [drawIll, drawWell] = values.pictures ? [drawSickPictures, drawHealthyPictures] : [drawPathology, drawHealthy];
const chosen =
  drawn.length === 0 ? listed : { ill: drawn.map((n) => drawIll(seed, n)), well: drawn.map((n) => drawWell(seed, n)) };
const ill = chosen.ill.filter(({ name }) => name.includes(values.only));
const well = chosen.well.filter(({ name }) => name.includes(values.only));

const judged: Judgement[] = [];
console.log("| pathology | named by | findings | first advice | lower in |\n|---|---|---|---|---|");
for (const run of ill) {
  const judgement = await judgePathology(run, seed, !values.names);
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

const curable = values.names ? [] : judged.filter(({ run }) => run.hasCure);
const cured = curable.filter(isCured);
const count = (test: (judgement: Judgement) => boolean): string => `${judged.filter(test).length} of ${judged.length}`;
console.log(
  `\nnamed: ${count(({ named }) => named)}, first: ${count(({ namedFirst }) => namedFirst)}; ` +
    `findings in ${well.length} healthy runs: ${inHealthy}; ` +
    `cured by the first advice: ${cured.length} of ${curable.length}`,
);
