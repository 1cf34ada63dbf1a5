/**
 * Tables of one's own against scikit-learn: `node packages/lab/proof/compare-sklearn.ts [--tables DIR] [--out FILE]`.
 * The built command trains ten splits of each table and evaluates every network; Python trains scikit-learn's
 * MLPClassifier or MLPRegressor with the same hyperparameters on the same rows, prepared by its own transformers
 * (compare-sklearn.py). Ends with 1 where a bar is missed. `DIR` holds penguins.csv and houses.csv; default: those of
 * the examples.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type FileData, readFrame, splitFrame } from "minibatch-data";
import { runBuilt } from "../speed/run-built.ts";

const SPLITS = 10;

interface Table {
  readonly file: string;
  readonly target: string;
  readonly hidden: readonly number[];
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** The hyperparameters of examples/penguins.yaml and examples/houses.yaml. */
const TABLES: readonly Table[] = [
  { file: "penguins.csv", target: "species", hidden: [16], learningRate: 0.01, batchSize: 16, epochs: 30 },
  { file: "houses.csv", target: "price", hidden: [32, 16], learningRate: 0.005, batchSize: 32, epochs: 40 },
];

/** One figure of every split, ours and theirs. */
interface Figures {
  readonly accuracy?: number;
  readonly rSquared?: number;
  readonly meanAbsoluteError?: number;
}

interface Peer {
  readonly versions: Readonly<Record<string, string>>;
  readonly splits: readonly Figures[];
}

const { values: flags } = parseArgs({ options: { tables: { type: "string" }, out: { type: "string" } } });
const examples = fileURLToPath(new URL("../../../examples/data", import.meta.url));
const tables = resolve(flags.tables ?? examples);
const python = process.env.MINIBATCH_BENCH_PYTHON ?? "/usr/bin/python3";

/** Trains ten repeats with the command; rows of each split as its seed draws them. */
async function trainOurs(table: Table, folder: string) {
  const name = table.file.replace(".csv", "");
  const experiment = {
    name,
    data: { file: join(tables, table.file), target: table.target, split: { validation: 0.2, test: 0.2 } },
    model: { hidden: table.hidden },
    optimizer: { kind: "adam", learningRate: table.learningRate },
    training: { epochs: table.epochs, batchSize: table.batchSize },
    repeats: SPLITS,
  };
  const [file, store] = [join(folder, `${name}.json`), join(folder, `${name}.sqlite`)];
  writeFileSync(file, JSON.stringify(experiment));
  await runBuilt(["sweep", file, "--store", store]);
  const { spec } = JSON.parse((await runBuilt(["runs", "show", name, "--store", store, "--json"])).stdout) as {
    readonly spec: { readonly data: FileData };
  };
  const { data } = spec;
  const bytes = readFileSync(data.file);
  const frame = await readFrame([{ name: table.file, bytes }], { name: table.file, types: data.types });
  const lines = (await runBuilt(["runs", "export", name, "--store", store])).stdout.trim().split("\n");
  const figures: Figures[] = [];
  const rows = [];
  for (const line of lines) {
    const { trial, seed } = JSON.parse(line) as { readonly trial: number; readonly seed: number };
    const told = await runBuilt(["evaluate", `${name}/${trial}`, "--store", store, "--json"]);
    const { accuracy, perTarget } = JSON.parse(told.stdout) as Figures & { readonly perTarget?: readonly Figures[] };
    figures.push(accuracy === undefined ? perTarget![0]! : { accuracy });
    const { train, test } = splitFrame(frame, { ...data, split: { ...data.split, seed } });
    rows.push({ seed, train: [...train], test: [...test] });
  }
  return { figures, rows };
}

function trainTheirs(table: Table, rows: unknown): Peer {
  const script = fileURLToPath(new URL("compare-sklearn.py", import.meta.url));
  const input = JSON.stringify({ ...table, path: join(tables, table.file), splits: rows });
  return JSON.parse(execFileSync(python, [script], { input, encoding: "utf8", maxBuffer: 2 ** 26 })) as Peer;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard error of the mean difference, split by split. */
function errorOf(ours: readonly Figures[], theirs: readonly Figures[], name: keyof Figures): number {
  const differences = ours.map((one, i) => (one[name] ?? Number.NaN) - (theirs[i]?.[name] ?? Number.NaN));
  const middle = mean(differences);
  const squares = differences.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (SPLITS - 1) / SPLITS);
}

/** What may lie between the means. */
const BARS = {
  accuracy: { limit: 0.01, says: "within 0.01", distance: (ours: number, theirs: number) => Math.abs(ours - theirs) },
  rSquared: { limit: 0.02, says: "within 0.02", distance: (ours: number, theirs: number) => Math.abs(ours - theirs) },
  meanAbsoluteError: {
    limit: 0.03,
    says: "within 3%",
    distance: (ours: number, theirs: number) => Math.abs(ours - theirs) / theirs,
  },
} as const;

const out: string[] = [];
let versions: Peer["versions"] = {};
let isMet = true;
for (const table of TABLES) {
  const folder = mkdtempSync(join(tmpdir(), "compare-sklearn-"));
  try {
    const { figures, rows } = await trainOurs(table, folder);
    const theirs = trainTheirs(table, rows);
    versions = theirs.versions;
    for (const [name, { limit, says, distance }] of Object.entries(BARS)) {
      const of = (list: readonly Figures[]): number =>
        mean(list.map((one) => one[name as keyof Figures] ?? Number.NaN));
      const [own, other] = [of(figures), of(theirs.splits)];
      if (Number.isNaN(own) && Number.isNaN(other)) continue;
      const far = distance(own, other);
      const error = errorOf(figures, theirs.splits, name as keyof Figures) / (name === "meanAbsoluteError" ? other : 1);
      // a NaN is a miss
      const isNear = far <= limit;
      isMet &&= isNear;
      const shown = (value: number): string => (name === "meanAbsoluteError" ? value.toFixed(1) : value.toFixed(4));
      out.push(
        `| ${table.file} | ${name} | ${shown(own)} | ${shown(other)} | ${far.toFixed(4)} | ${error.toFixed(4)} | ` +
          `${says} | ${isNear ? "met" : "MISSED"} |`,
      );
      process.stderr.write(`${out.at(-1)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const node = process.version.slice(1);
const text = [
  `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim()}; Node ${node}, ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(
      ", ",
    )}. Means over ${SPLITS} splits, test rows; ${flags.tables === undefined ? "the tables of the examples" : "tables of 2,000 made-up rows"}.`,
  "",
  "| table | figure | minibatch | scikit-learn | apart | standard error | bar | |",
  "|---|---|---|---|---|---|---|---|",
  ...out,
  "",
].join("\n");
if (flags.out === undefined) process.stdout.write(text);
else writeFileSync(flags.out, text);
process.exitCode = isMet ? 0 : 1;
