/**
 * The command on a real pseudo-terminal of no width, of too little, and of one that is resized while a sweep runs. A
 * line that is broken for a width of 0 once took all memory: little is given here.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { smallExperiment } from "../../study/test/small-experiment.ts";
import { quoteArgument } from "../src/shell/write-command.ts";
import type { Measured } from "./fault-report.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const HEAP_MEGABYTES = 300;
/** of util-linux: runs a command on a pseudo-terminal */
const SCRIPT = "/usr/bin/script";
const WIDTHS = [0, 1, 5, 10];
/** while a sweep runs, a quarter of a second apart */
const RESIZED = [0, 80, 1, 0, 10_000, 80, 0, 40];
/** what a command of ours says in far fewer; a letter a line takes thousands */
const MOST_LINES = 400;

interface Ended {
  readonly code: number | null;
  readonly lines: number;
}

export async function resizeTerminal(log: (line: string) => void): Promise<Measured> {
  if (!existsSync(SCRIPT)) throw new Error(`Cannot open a pseudo-terminal: there is no ${SCRIPT}; install util-linux`);
  const folder = mkdtempSync(join(tmpdir(), "resize-"));
  try {
    const file = join(folder, "experiment.json");
    const values = { activation: { values: ["relu", "tanh"], at: "model.layers[0].activation" } };
    writeFileSync(
      file,
      JSON.stringify({ ...smallExperiment, training: { epochs: 200 }, parameters: values, repeats: 3 }),
    );
    const store = (name: string): string[] => ["--store", join(folder, `${name}.sqlite`)];
    const report = ["report", "small", "--out", join(folder, "report")];
    const calls = [
      ["--help"],
      ["runs", "list"],
      ["runs", "list", "small"],
      ["runs", "show", "small"],
      ["runs", "show", "small/1"],
      ["runs", "compare", "small"],
      report,
    ];
    let done = 0;
    let all = 0;
    const count = (what: string, { code, lines }: Ended): void => {
      all++;
      const isRight = code === 0 && lines < MOST_LINES;
      if (isRight) done++;
      else log(`${what} ended with ${code} after ${lines} lines`);
    };
    for (const width of WIDTHS) {
      const own = store(`at-${width}`);
      count(`sweep at ${width} columns`, await runOnTerminal(width, ["sweep", file, ...own]));
      for (const call of calls) {
        const args = call[0] === "--help" ? call : [...call, ...own];
        count(`${call.slice(0, 2).join(" ")} at ${width} columns`, await runOnTerminal(width, args));
      }
    }
    count("sweep that is resized", await runOnTerminal(80, ["sweep", file, ...store("resized")], RESIZED));
    return {
      what: "commands on a terminal of no width",
      measured: `${done} of ${all}`,
      limit: `${all} of ${all}`,
      isMet: done === all,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runOnTerminal(columns: number, args: readonly string[], then: readonly number[] = []): Promise<Ended> {
  const node = [
    process.execPath,
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    "--conditions=minibatch-source",
    MAIN,
    ...args,
  ];
  const command = node.map((arg) => quoteArgument(arg)).join(" ");
  const resize = then.map((width) => `sleep 0.25; stty cols ${width};`).join(" ");
  const line = `stty rows 24 cols ${columns}; ${command} & child=$!; ${resize} wait $child`;
  const child = spawn(SCRIPT, ["--quiet", "--return", "--command", line, "/dev/null"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [printed] = await Promise.all([text(child.stdout), once(child, "close")]);
  return { code: child.exitCode, lines: printed.split("\n").length };
}
