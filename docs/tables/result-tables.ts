/** Figures of runs, from the files that keep them: `docs/results`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLAIMS } from "../../packages/lab/src/reproduce/claims/claims.ts";
import {
  activationNames,
  bestReference,
  sweepReferences,
} from "../../packages/lab/src/reproduce/page/original-report.ts";
import { table } from "./markdown-table.ts";

interface Spread {
  readonly mean: number;
  readonly sd: number;
}

/** `results/report.json`: what `npm start` came to. */
export interface StoredReport {
  readonly about: string;
  readonly date: string;
  readonly seed: number;
  readonly machine: string;
  /** of `npm start`, and of `npm start -- --quick` */
  readonly seconds: number;
  readonly quickSeconds: number;
  readonly best: { readonly accuracy: Spread; readonly loss: Spread; readonly seeds: number };
  readonly sweep: readonly {
    readonly activation: "relu" | "tanh";
    readonly learningRate: number;
    readonly validationAccuracy: number;
  }[];
  readonly claims: Readonly<Record<string, string>>;
}

interface StoredTable<Row> {
  readonly date: string;
  readonly machine: string;
  readonly rows: readonly Row[];
}

export interface HeldRow {
  readonly what: string;
  readonly against: string;
  readonly close: string;
  readonly test: string;
  readonly in: readonly string[];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../results", `${name}.json`), "utf8")) as T;
}

export const storedReport: StoredReport = read("report");
export const heldRows: readonly HeldRow[] = read<StoredTable<HeldRow>>("library").rows;

/** .9809, as the report writes figures. */
export function figure(value: number): string {
  return value.toFixed(4).replace(/^0/, "");
}

function spread({ mean, sd }: Spread): string {
  return `${figure(mean)} ± ${figure(sd)}`;
}

/** How long a whole run took, and where. */
function described({ date, seed, machine, seconds, quickSeconds }: StoredReport): string {
  const minutes = Math.round(seconds / 60);
  return `${date}, seed ${seed}, ${machine}: ${minutes} minutes, ${quickSeconds} seconds with \`--quick\`.`;
}

export function reportTable(): string {
  const { best, sweep } = storedReport;
  const { original, numpy } = bestReference;
  const rows = [
    [
      `best network (ReLU, rate 0.1, all 60,000 rows), test accuracy, mean ± sd of ${best.seeds} seeds`,
      spread(best.accuracy),
      `${figure(original.testAccuracy)} (one run)`,
      figure(numpy.testAccuracy),
    ],
    ["its test loss", spread(best.loss), `${original.testLoss} (one run)`.replace(/^0/, ""), figure(numpy.testLoss)],
    ...sweepReferences.map((reference) => {
      const same = ({ activation, learningRate }: StoredReport["sweep"][number]): boolean =>
        activation === reference.activation && learningRate === reference.learningRate;
      return [
        `sweep, ${activationNames[reference.activation]} at rate ${reference.learningRate}, last validation accuracy`,
        figure(sweep.find(same)!.validationAccuracy),
        "",
        figure(reference.validationAccuracy),
      ];
    }),
  ];
  return `${described(storedReport)}\n\n${table(["what", "here", "the original", "a careful NumPy run"], rows)}`;
}

export function claimsTable(): string {
  const rows = CLAIMS.map(({ id, claim }) => [id, claim, storedReport.claims[id] ?? "not judged"]);
  return table(["number", "the report's claim", "verdict"], rows);
}

export function libraryTable(): string {
  const rows = heldRows.map(({ what, against, close, test }) => [
    what,
    against,
    close,
    `\`${test.split("/").at(-1)}\``,
  ]);
  return table(["what", "held to", "how close", "by"], rows);
}

export function labTable(): string {
  const { date, machine, rows } = read<StoredTable<readonly string[]>>("lab");
  return `${date}, ${machine}:\n\n${table(["what", "held to", "measured"], rows)}`;
}

interface GoldenRow {
  readonly part: string;
  readonly kind: string;
  readonly cases: number;
  readonly float64: string;
  readonly float32: string;
}

/** `results/golden.json`: written by the test that measures it. */
export function goldenTable(): string {
  const { rows } = read<{ readonly rows: readonly GoldenRow[] }>("golden");
  return table(
    ["", "kind", "cases", "float64 against PyTorch", "float32 kernels against float64"],
    rows.map(({ part, kind, cases, float64, float32 }) => [part, `\`${kind}\``, String(cases), float64, float32]),
  );
}
