/** An experiment for a reader: its network, its data, its training, what it varies. */
import { showText } from "minibatch-data";
import { describeRange } from "../../experiment-page/describe-parameters.ts";
import type { DescribedLayer, DescribedNetwork } from "../../network/describe-network.ts";
import { formatCount } from "../../page-kit/format-number.ts";
import { countOf } from "../tables/count-of.ts";
import { fitTable, tellLeft } from "../tables/fit-table.ts";
import { formatBytes } from "../tables/format-bytes.ts";
import { paint } from "../terminal/paint.ts";
import type { DescribedData, DescribedFile } from "./describe-data.ts";
import type { DescribedTraining, Description } from "./description.ts";

const LEAST_NAME = 12;
/** Beyond them a table tells no more than its first rows do. */
const MOST_COLUMNS = 40;
const MOST_FEATURES = 40;

export function formatDescription(description: Description, width: number): string {
  const { name, network, data, module, training } = description;
  const isVaried = Object.keys(description.parameters).length > 0;
  const blocks = [
    [description.description === "" ? name : `${name}: ${description.description}`],
    ...(network === null ? [] : aboutNetwork(network, isVaried, width)),
    ...(data === null ? [] : aboutData(data, width)),
    [
      ...(training === null ? [] : aboutTraining(training, description.optimizer)),
      ...(module === null ? [] : aboutModule(module)),
      aboutJudging(description),
    ],
    ...(isVaried ? [aboutParameters(description)] : []),
  ];
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}

function aboutNetwork(network: DescribedNetwork, isVaried: boolean, width: number): string[][] {
  const { parameters, multiplyAdds, loss, batch, memory } = network;
  return [
    [isVaried ? "The network, before parameters change it:" : "The network:", writeNetwork(network)],
    tableOfLayers(network, width),
    [
      `${countOf(parameters, "parameter")}, ${countOf(multiplyAdds, "multiply-add")} a row forward; ` +
        `the loss is ${loss}.`,
      `A step on ${countOf(batch, "row")} takes ${formatBytes(memory)}, gradients and the optimizer's state included.`,
    ],
  ];
}

/** "13 -> 32 relu -> 16 relu -> 3"; of blocks what is in them */
function writeNetwork({ inputs, layers }: DescribedNetwork): string {
  const parts = layers.map((layer, i) => writeLayer(layer, layers[i + 1]));
  const depths = layers.map(({ depth }, i) => depth - (layers[i + 1]?.depth ?? 0));
  return [inputs.join(" x "), ...parts.map((part, i) => part + ")".repeat(Math.max(0, depths[i]!)))]
    .join(" -> ")
    .replaceAll("( -> ", "(");
}

function writeLayer({ kind, activation, output, depth }: DescribedLayer, next: DescribedLayer | undefined): string {
  if (next !== undefined && next.depth > depth) return `${kind} (`;
  if (kind !== "dense") return kind;
  return `${output.join(" x ")}${activation === null || activation === "linear" ? "" : ` ${activation}`}`;
}

function tableOfLayers({ layers }: DescribedNetwork, width: number): string[] {
  const { text, left } = fitTable(
    [
      {
        head: "layer",
        align: "l",
        cells: layers.map(({ name, depth }) => `${"  ".repeat(depth)}${name}`),
        cutTo: LEAST_NAME,
      },
      { head: "kind", align: "l", cells: layers.map(({ kind }) => kind), whole: true, matters: 2 },
      { head: "activation", align: "l", cells: layers.map(({ activation }) => activation ?? "-"), matters: 3 },
      { head: "output", align: "r", cells: layers.map(({ output }) => output.join(" x ")) },
      { head: "parameters", align: "r", cells: layers.map(({ parameters }) => formatCount(parameters)) },
      {
        head: "multiply-adds",
        align: "r",
        cells: layers.map(({ multiplyAdds }) => formatCount(multiplyAdds)),
        matters: 1,
      },
      { head: "memory", align: "r", cells: layers.map(({ memory }) => formatBytes(memory)), matters: 0 },
    ],
    width,
  );
  return [text, ...tellLeft(left)];
}

function aboutData({ says, target, head, untaught, rows, file }: DescribedData, width: number): string[][] {
  const told = file?.told ?? null;
  return [
    [
      `The data: ${says}.`,
      ...untaught.map((sentence) => paint("warning", `  ${sentence}`)),
      ...(told === null ? [] : [`Read as: ${told.replace(/^.* columns?, /, "")}.`]),
      `Target ${target.says}.`,
      `From it follow ${head}.`,
    ],
    ...(file === null ? [] : [tableOfColumns(file, width), aboutPreprocessing(file, rows.train)]),
  ];
}

function tableOfColumns({ columns }: DescribedFile, width: number): string[] {
  const shown = columns.slice(0, MOST_COLUMNS);
  const { text, left } = fitTable(
    [
      { head: "column", align: "l", cells: shown.map(({ name }) => name), cutTo: LEAST_NAME },
      { head: "use", align: "l", cells: shown.map(({ use }) => use), whole: true },
      {
        head: "type",
        align: "l",
        cells: shown.map(({ type, levels, shape }) => {
          if (shape !== undefined) return `array of ${shape.join(" x ")}`;
          return levels === undefined ? type : `${type}, ${countOf(levels, "text")}`;
        }),
        matters: 2,
      },
      {
        head: "missing",
        align: "r",
        cells: shown.map(({ missing }) => (missing === 0 ? "-" : formatCount(missing))),
        matters: 1,
      },
    ],
    width,
  );
  return [text, ...tellMore(columns.length - shown.length, "columns"), ...tellLeft(left)];
}

function aboutPreprocessing(
  { preprocessing: { chosen, steps, targetSteps, features, shape } }: DescribedFile,
  rows: number,
) {
  const said =
    chosen.length > 0
      ? chosen
      : [...steps, ...targetSteps].map(
          ({ kind, fitted }) => `${kind}: ${fitted.map(({ column }) => show(column)).join(", ")}`,
        );
  const names = (features ?? []).slice(0, MOST_FEATURES).map(show);
  const has =
    features === null ? `the shape ${shape.join(" x ")}` : `${countOf(features.length, "number")}: ${names.join(", ")}`;
  const more = tellMore((features ?? []).length - names.length, "numbers");
  return [
    `Preprocessing, learnt from ${formatCount(rows)} training rows${chosen.length > 0 ? "; auto chose:" : ":"}`,
    ...said.map((sentence) => `  ${sentence}`),
    `A prepared row has ${has}.`,
    ...more,
  ];
}

function aboutTraining(training: DescribedTraining, optimizer: object | null): string[] {
  const { kind, ...options } = optimizer as { readonly kind: string };
  const { batchSize, epochs, stepsPerEpoch, steps, earlyStopping } = training;
  const settings = Object.entries(options).flatMap(([option, value]) => formatSetting(option, value));
  const stops =
    earlyStopping === null
      ? ""
      : `; it ends when ${earlyStopping.metric} gains nothing for ${countOf(earlyStopping.patience, "epoch")}` +
        (earlyStopping.restoreBest ? ", and the best epoch's network is kept" : "");
  return [
    `The training: batches of ${formatCount(batchSize)}, ${countOf(stepsPerEpoch, "step")} an epoch, ` +
      `${countOf(epochs, "epoch")}, ${countOf(steps, "step")}${stops}.`,
    `Optimizer ${kind}: ${settings.join(", ")}.`,
  ];
}

function aboutModule({ module, options, epochs }: NonNullable<Description["module"]>): string[] {
  const settings = Object.entries(options).flatMap(([option, value]) => formatSetting(option, value));
  return [
    `The training: ${module}, which gives figures ${formatCount(epochs)} times at most.`,
    ...(settings.length === 0 ? [] : [`Its options: ${settings.join(", ")}.`]),
  ];
}

function aboutJudging({ objective, repeats, seed }: Description): string {
  return `Judged by ${objective.metric}. Seed ${seed}${repeats === 1 ? "" : ` to ${seed + repeats - 1}`}.`;
}

/** What is not there is not told. */
function formatSetting(option: string, value: unknown): string[] {
  if (value === null) return [];
  if (typeof value !== "object") return [`${option} ${String(value)}`];
  const { kind, ...rest } = value as { readonly kind?: string };
  return [`${option} ${[kind, ...Object.entries(rest).flatMap(([name, one]) => formatSetting(name, one))].join(" ")}`];
}

function aboutParameters({ parameters, configurations, repeats, trials, search }: Description): string[] {
  return [
    `Varied by ${search.kind}: ${countOf(configurations, "configuration")}, ${countOf(repeats, "repeat")} each, ` +
      `${countOf(trials, "trial")}.`,
    ...Object.entries(parameters).map(([name, spec]) => `  ${name}, at ${spec.at.join(", ")}: ${describeRange(spec)}`),
  ];
}

function tellMore(count: number, of: string): string[] {
  return count <= 0 ? [] : [`And ${formatCount(count)} ${of} more: --json has all.`];
}

function show(name: string): string {
  return showText(name).slice(1, -1);
}
