/** The programs we are compared with, and how each is started. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export interface PeerKind {
  readonly name: string;
  /** ways to start it; the fastest is kept. The work, as JSON, goes in as the first argument after the script */
  readonly starts: readonly Start[];
  /** uses the thread count it is told */
  readonly threaded: boolean;
  /** epochs of one measurement, where a whole one would take too long */
  readonly share?: number;
  /** rounds it takes part in, where one takes long */
  readonly rounds?: number;
  /** does other work than asked, so that figures are not compared */
  readonly remark?: string;
}

export interface Start {
  readonly program: string;
  readonly script: string;
  readonly call: readonly string[];
}

const SCRIPTS = join(import.meta.dirname, "peers");

function python(script: string, programs: readonly string[]): Start[] {
  return programs.map((program) => ({ program, script: join(SCRIPTS, script), call: [] }));
}

function node(script: string, ...call: string[]): Start[] {
  return [{ program: process.execPath, script: join(SCRIPTS, script), call }];
}

export const OURS: PeerKind = { name: "minibatch", starts: node("minibatch.ts"), threaded: true };

export function listPeers(): PeerKind[] {
  const pythons = findPythons();
  return [
    { name: "NumPy", starts: python("numpy_peer.py", pythons), threaded: true },
    { name: "PyTorch", starts: python("torch_peer.py", pythons), threaded: true },
    { name: "scikit-learn", starts: python("sklearn_peer.py", pythons), threaded: true },
    { name: "jax-js", starts: node("jax.ts"), threaded: false, rounds: 3 },
    { name: "TensorFlow.js wasm", starts: node("tfjs.ts", "wasm"), threaded: false, rounds: 1 },
    { name: "TensorFlow.js cpu", starts: node("tfjs.ts", "cpu"), threaded: false, rounds: 2, share: 0.02 },
    {
      name: "brain.js",
      starts: node("brain.ts"),
      threaded: false,
      rounds: 2,
      share: 0.01,
      remark: "one row at a time, no softmax: another training",
    },
  ];
}

/** MINIBATCH_BENCH_PYTHON alone, else Debian's and the one in the path. */
function findPythons(): string[] {
  const wished = process.env.MINIBATCH_BENCH_PYTHON;
  if (wished !== undefined && wished !== "") return [wished];
  const inPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "python3"));
  return [...new Set(["/usr/bin/python3", inPath.find(isProgram) ?? "python3"])].filter(
    (file) => file === "python3" || isProgram(file),
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
