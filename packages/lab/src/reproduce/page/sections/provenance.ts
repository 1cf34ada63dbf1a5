/** Where the figures come from: machine, data, seeds, hashes, time, and the command that makes them again. */

import { formatSeconds } from "../../../page-kit/format-number.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import { cell, hashCell, number, renderFacts, renderTable, text } from "../../../page-kit/table.ts";
import { writeCommand } from "../../../shell/write-command.ts";
import type { Reproduction } from "../../results.ts";
import { activationNames } from "../original-report.ts";
import type { ReproductionPageSource, ReproductionSection } from "../page-source.ts";

const sourceWords = { file: "file", download: "downloaded", synthetic: "SYNTHETIC, built in" } as const;

function renderEnvironment({ environment, seed }: Reproduction): Html {
  return renderFacts([
    [
      "Written",
      html`<time datetime="${environment.date}">${environment.date.replace("T", " ").replace(/\.\d+Z$/, " UTC")}</time>`,
    ],
    ["minibatch", environment.minibatch],
    ["Node", environment.node],
    ["Platform", environment.platform],
    ["Processor", `${environment.cpu}, ${environment.cores} cores`],
    ["Workers", environment.workers],
    ["Kernels", environment.kernels],
    ["Numerics", environment.numerics],
    ["Seed", seed],
  ]);
}

function renderSeconds({ reproduction, marks }: ReproductionPageSource): Html {
  const { seconds } = reproduction;
  const parts = [
    ["Problem 1", seconds.problem1],
    ["Problem 2", seconds.problem2],
    ["Problem 3", seconds.problem3],
    ["Claims", seconds.claims],
  ] as const;
  return renderTable({
    title: "Time per part",
    marks,
    columns: [text("Part"), number("Time")],
    rows: parts.map(([part, value]) => [part, cell(value, formatSeconds(value))]),
    footer: [["total", cell(seconds.total, formatSeconds(seconds.total))]],
    sortable: true,
  });
}

function renderData({ reproduction, marks }: ReproductionPageSource): Html {
  const sets = [
    ["MNIST digits", reproduction.data.mnist],
    ["sequences", reproduction.data.sequences],
  ] as const;
  const rows = sets.flatMap(([set, record]) =>
    Object.entries(record.sha256).map(([file, hash]) => [set, sourceWords[record.source], file, hashCell(hash)]),
  );
  return renderTable({
    title: "Data",
    marks,
    columns: [text("Set"), text("Source"), text("File"), text("SHA-256")],
    rows,
    footer: [],
    sortable: true,
  });
}

function renderWeights({ reproduction, marks }: ReproductionPageSource): Html {
  const { problem2, problem3 } = reproduction;
  const sweep = problem2.sweep.map((record) => [
    `Problem 2, ${activationNames[record.activation]}, rate ${record.learningRate}`,
    cell(record.seed, record.seed),
    hashCell(record.weightsSha256),
  ]);
  const best = problem2.best.runs.map((run) => [
    `Problem 2, best, rate ${problem2.best.learningRate}`,
    cell(run.seed, run.seed),
    hashCell(run.weightsSha256),
  ]);
  const figure2 = [
    ["Problem 3, Figure 2", cell(reproduction.seed, reproduction.seed), hashCell(problem3.figure2.weightsSha256)],
  ];
  const optimizers = problem3.optimizers.flatMap((record) =>
    record.runs.map((run) => [`Problem 3, ${record.name}`, cell(run.seed, run.seed), hashCell(run.weightsSha256)]),
  );
  return renderTable({
    title: "Final weights",
    marks,
    columns: [text("Run"), text("Seed"), text("SHA-256")],
    rows: [...sweep, ...best, ...figure2, ...optimizers],
    footer: [],
    sortable: true,
  });
}

function composeCommand({ quick, seed, environment }: Reproduction): string {
  const options = [
    ...(quick ? ["--quick"] : []),
    ...["--seed", String(seed)],
    ...["--numerics", environment.numerics],
    ...["--workers", String(environment.workers)],
  ];
  return writeCommand(["reproduce"], [], options, "npx minibatch");
}

function renderProvenance(source: ReproductionPageSource): Html {
  const command = composeCommand(source.reproduction);
  return html`
<h3 id="environment">Environment</h3>
${renderEnvironment(source.reproduction)}
${renderSeconds(source)}
<h3 id="hashes">Data and weights</h3>
${renderData(source)}
<details><summary>Hashes of the final weights</summary>${renderWeights(source)}</details>
<h3 id="again">Run it again</h3>
<p>In a clone of the repository, <code>npm ci &amp;&amp; npm start</code> does everything. This very page is made again by</p>
<pre tabindex="0"><code>${command}</code></pre>
<p>with <code>--data DIR</code> for a folder that already holds the data. The result does not depend on the number of workers;
<code>--numerics strict</code> makes it independent of the machine as well. All figures on this page stand in <a href="results.json">results.json</a> beside it.</p>`;
}

export const provenance: ReproductionSection = {
  id: "provenance",
  title: "Environment, hashes, and how to run it again",
  render: renderProvenance,
};
