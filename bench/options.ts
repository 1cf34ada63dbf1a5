/** The command line of the harness. */
import { join } from "node:path";
import { parseArgs } from "node:util";

export const HELP = `minibatch side by side with NumPy, PyTorch, scikit-learn, jax-js, TensorFlow.js and brain.js.

  node bench/main.ts [options]

  --cases A,B     only these: A A1 A2 B (B-sgd B-adam) C (C-wasm C-blas) D E F G H I
                  (default: all; H see --full; I as scaling.ts found it last)
  --peers a,b     only peers whose names begin so, e.g. numpy,torch,tensor (default: all)
  --rounds N      rounds of every timed case (default 7)
  --data DIR      data directory, mnist/ in it (default: MINIBATCH_DATA)
  --out DIR       where the tables go (default bench/results)
  --full          also case H, \`npm start\`: some minutes more
  --help          this

Environment: MINIBATCH_BENCH_PYTHON, the Python to use instead of Debian's and the one in the path.
Example: node bench/main.ts --cases A,D --peers numpy --rounds 3
`;

export interface BenchOptions {
  readonly cases: readonly string[];
  readonly peers: readonly string[];
  readonly rounds: number;
  readonly data: string;
  readonly out: string;
  readonly full: boolean;
}

/** Null: help was asked for. Throws an Error of one line for a call that cannot be used. */
export function readOptions(call: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...call],
    options: {
      cases: { type: "string", default: "" },
      peers: { type: "string", default: "" },
      rounds: { type: "string", default: "7" },
      data: { type: "string", default: process.env.MINIBATCH_DATA ?? "" },
      out: { type: "string", default: join(import.meta.dirname, "results") },
      full: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`Cannot run the benchmarks: --rounds is ${values.rounds}, should be a whole number from 1`);
  if (values.data === "")
    throw new Error("Cannot run the benchmarks: no data directory is given; use --data DIR or set MINIBATCH_DATA");
  return { ...values, rounds, cases: list(values.cases), peers: list(values.peers) };
}

function list(text: string): string[] {
  return text.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim().toLowerCase()]));
}

/** "B" is B-sgd and B-adam; no names are all. */
export function isWanted(id: string, names: readonly string[]): boolean {
  const lower = id.toLowerCase();
  return names.length === 0 || names.some((name) => lower === name || lower.startsWith(`${name}-`));
}

/** "torch" is PyTorch, "sklearn" scikit-learn. */
export function isWantedPeer(peer: string, names: readonly string[]): boolean {
  const known: Readonly<Record<string, string>> = {
    torch: "pytorch",
    sklearn: "scikit",
    jax: "jax-js",
    tfjs: "tensor",
  };
  return names.length === 0 || names.some((name) => peer.toLowerCase().startsWith(known[name] ?? name));
}
