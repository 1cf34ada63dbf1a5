/** What a file holds, for a reader: tables of its columns by type, its target in bars, what is odd. */
import type { ArrayProfile, CategoryProfile, ColumnProfile, NumberProfile } from "minibatch-data";
import { formatCount } from "../../../page-kit/format-number.ts";
import { nextCommand } from "../../caller/command-to-go-on.ts";
import { type OwnFileFlags, writeOwnFileFlags } from "../../options/own-file-options.ts";
import { drawBar } from "../../tables/bar.ts";
import { countOf } from "../../tables/count-of.ts";
import { type Column, fitTable, tellLeft } from "../../tables/fit-table.ts";
import { formatBytes } from "../../tables/format-bytes.ts";
import { NONE } from "../../tables/format-value.ts";
import { figureForm } from "../../tables/number-column.ts";
import { paint } from "../../terminal/paint.ts";
import { cutText } from "../../terminal/text-width.ts";
import type { FileInfo, Histogram } from "./describe-file.ts";

const LEAST_NAME = 10;
const LEAST_TEXTS = 24;
/** Beyond them a table tells no more than its first rows do. */
const MOST_ROWS = 40;
const BAR = 30;

/** `flags`: as they were typed, for commands to be typed next. */
export function formatFile(info: FileInfo, flags: OwnFileFlags, width: number): string {
  const blocks = [
    headOf(info),
    ...tablesOf(info.columns, info.rows, width),
    ...targetOf(info, width),
    notesOf(info),
    ...afterOf(info, flags),
  ];
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}

function headOf({ file, format, told, rows, columns, bytes, splits }: FileInfo): string[] {
  const shape = `${countOf(rows, "row")} x ${countOf(columns.length, "column")}`;
  const parts = splits?.map((split) => `${formatCount(split.rows)} ${split.name}`) ?? [];
  return [
    `${file}: ${shape}, ${format}, ${formatBytes(bytes)}`,
    ...(told === null ? [] : [`Read as: ${told.replace(/^.* columns?, /, "")}`]),
    ...(parts.length === 0 ? [] : [`Splits: ${parts.join(", ")}`]),
  ];
}

function tablesOf(columns: readonly ColumnProfile[], rows: number, width: number): string[][] {
  const numbers = columns.filter((column) => column.type === "number");
  const categories = columns.filter((column) => column.type === "category");
  const arrays = columns.filter((column) => column.type === "array");
  return [
    tableOf("numbers", numbers, numberColumns, rows, width),
    tableOf("texts", categories, categoryColumns, rows, width),
    tableOf("arrays", arrays, arrayColumns, rows, width),
  ].filter((lines) => lines.length > 0);
}

type Cells<Of extends ColumnProfile> = (columns: readonly Of[], rows: number) => readonly Column[];

function tableOf<Of extends ColumnProfile>(
  what: string,
  columns: readonly Of[],
  cells: Cells<Of>,
  rows: number,
  width: number,
): string[] {
  if (columns.length === 0) return [];
  const shown = columns.slice(0, MOST_ROWS);
  const named: Column = { head: what, align: "l", cells: shown.map(({ name }) => name), cutTo: LEAST_NAME };
  const gaps = shown.map(({ missing }) =>
    missing === 0 ? NONE : `${formatCount(missing)} (${percent(missing / rows)})`,
  );
  const missing: Column = { head: "missing", align: "r", cells: gaps, matters: 6 };
  const { text, left } = fitTable([named, missing, ...cells(shown, rows)], width);
  return [text, ...tellMore(columns.length - shown.length), ...tellLeft(left)];
}

const numberColumns: Cells<NumberProfile> = (columns) => {
  // a row has one unit: its figures have the same decimals
  const rows = columns.map(({ min, quartiles, mean, max, sd, isWhole }) => {
    const form = figureForm([min, mean, max, sd]);
    const whole = (value: number | null | undefined): string =>
      isWhole && Number.isInteger(value) ? formatWhole(value as number) : form(value);
    return [whole(min), whole(quartiles?.[1]), form(mean), whole(max), form(sd)];
  });
  const cells = (i: number): string[] => rows.map((row) => row[i]!);
  return [
    { head: "least", align: "r", cells: cells(0), matters: 5 },
    { head: "median", align: "r", cells: cells(1), matters: 3 },
    { head: "mean", align: "r", cells: cells(2), matters: 4 },
    { head: "most", align: "r", cells: cells(3), matters: 5 },
    { head: "sd", align: "r", cells: cells(4), matters: 2 },
    { head: "different", align: "r", cells: columns.map(({ distinct }) => formatCount(distinct)), matters: 1 },
  ];
};

/** Years and numbers of things, without commas; what is too long as a power of ten. */
function formatWhole(value: number): string {
  return Math.abs(value) < 1e9 ? String(value) : value.toExponential(2);
}

const categoryColumns: Cells<CategoryProfile> = (columns, rows) => {
  const texts = columns.map(({ levels, distinct }) => {
    const shown = levels.map(({ text, count }) => `${text} ${percent(count / rows)}`);
    return `${shown.join(", ")}${distinct > levels.length ? ", ..." : ""}`;
  });
  return [
    { head: "different", align: "r", cells: columns.map(({ distinct }) => formatCount(distinct)), matters: 5 },
    {
      head: "most frequent",
      align: "l",
      cells: texts,
      cut: (row, width) => cutText(texts[row]!, width).replace(/,…$/, "…"),
      cutTo: LEAST_TEXTS,
      matters: 4,
    },
  ];
};

const arrayColumns: Cells<ArrayProfile> = (columns) => {
  const rows = columns.map(({ min, mean, max, sd }) => {
    const form = figureForm([min, mean, max, sd]);
    const end = (value: number | null): string =>
      Number.isInteger(min) && Number.isInteger(max) ? formatWhole(value as number) : form(value);
    return [end(min), form(mean), end(max), form(sd)];
  });
  const cells = (i: number): string[] => rows.map((row) => row[i]!);
  return [
    { head: "shape of a row", align: "r", cells: columns.map(({ shape }) => shape.join(" x ")) },
    { head: "of", align: "l", cells: columns.map(({ numbers }) => numbers), matters: 4 },
    { head: "least", align: "r", cells: cells(0), matters: 5 },
    { head: "mean", align: "r", cells: cells(1), matters: 3 },
    { head: "most", align: "r", cells: cells(2), matters: 5 },
    { head: "sd", align: "r", cells: cells(3), matters: 2 },
  ];
};

function targetOf(info: FileInfo, width: number): string[][] {
  const { target, splits, histograms } = info;
  if (target === null) return [];
  const { classes } = target;
  if (classes.length === 0) {
    return histograms.map((histogram) => [`Target ${histogram.column}:`, "", drawHistogram(histogram, width)]);
  }
  const shown = classes.slice(0, MOST_ROWS);
  const most = classes.reduce((largest, { count }) => Math.max(largest, count), 0);
  const inSplits = (splits ?? []).filter((split) => split.classes.length > 0);
  const { text, left } = fitTable(
    [
      {
        head: target.spec.task === "labels" ? "label" : "class",
        align: "l",
        cells: shown.map(({ name }) => name),
        cutTo: LEAST_NAME,
      },
      { head: "rows", align: "r", cells: shown.map(({ count }) => formatCount(count)) },
      { head: "share", align: "r", cells: shown.map(({ share }) => percent(share)), matters: 6 },
      ...inSplits.map(
        ({ name, rows, classes: counts }, i): Column => ({
          head: name,
          align: "r",
          cells: shown.map((_, place) => percent(counts[place]! / rows)),
          matters: 4 - i,
        }),
      ),
      { head: "", align: "l", cells: shown.map(({ count }) => drawBar(count, most, BAR)), whole: true, matters: 5 },
    ],
    width,
  );
  return [
    [
      `Target ${target.says}`,
      "",
      text,
      ...tellMore(classes.length - shown.length),
      ...tellLeft(left.filter((head) => head !== "")),
    ],
  ];
}

function drawHistogram({ parts }: Histogram, width: number): string {
  const form = figureForm(parts.flatMap(({ from, to }) => [from, to]));
  const most = parts.reduce((largest, { count }) => Math.max(largest, count), 0);
  return fitTable(
    [
      { head: "from", align: "r", cells: parts.map(({ from }) => form(from)) },
      { head: "to", align: "r", cells: parts.map(({ to }) => form(to)) },
      { head: "rows", align: "r", cells: parts.map(({ count }) => formatCount(count)) },
      { head: "", align: "l", cells: parts.map(({ count }) => drawBar(count, most, BAR)), whole: true, matters: 1 },
    ],
    width,
  ).text;
}

function notesOf({ notes, sharedRows, contradicting }: FileInfo): string[] {
  const odd = [
    ...notes,
    ...(contradicting === 0
      ? []
      : [
          contradicting === 1
            ? "1 row has the inputs of one before it and another target"
            : `${formatCount(contradicting)} rows have the inputs of one before them and another target`,
        ]),
  ];
  if (odd.length > 0) return ["To be looked at:", ...odd.map((note) => `  ${paint("warning", note)}`)];
  const shared = sharedRows === null ? "" : ", no row in more than one split";
  return [`Nothing odd was found: no constant or repeated column, no repeated row${shared}.`];
}

function afterOf({ target, file, experiment }: FileInfo, flags: OwnFileFlags): string[][] {
  if (target === null) {
    const command = nextCommand(["data", "info"], [file], writeOwnFileFlags({ ...flags, target: ["COLUMN"] }));
    return [[`With a target its balance, what gives it away and what auto would do are told: ${command}`]];
  }
  const { auto, head } = target;
  const does =
    "says" in auto
      ? ["preprocessing: auto would do this:", ...auto.says.map((sentence) => `  ${sentence}`)]
      : [paint("warning", `preprocessing: auto would refuse. ${auto.refusal}`)];
  return [
    [...does, `From the target follow ${head}.`],
    ...(experiment === null
      ? [[`An experiment with it: ${nextCommand(["new"], [file], writeOwnFileFlags(flags))}`]]
      : []),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function tellMore(count: number): string[] {
  return count <= 0 ? [] : [`And ${formatCount(count)} more: --json has all.`];
}
