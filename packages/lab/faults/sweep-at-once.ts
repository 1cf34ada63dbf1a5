/** Two processes submit and train the same experiment in the same moment, and two others different ones. */
import type { Measured } from "./fault-report.ts";
import { describeTrials, withPostgresSweep } from "./postgres-sweep.ts";

export interface AtOnceOptions {
  readonly serverUrl: string;
  readonly trials: number;
  readonly epochs: number;
  readonly log: (line: string) => void;
}

export async function sweepAtOnce({ serverUrl, trials, epochs, log }: AtOnceOptions): Promise<Measured[]> {
  return withPostgresSweep(serverUrl, async (sweep) => {
    const files = ["same", "first", "second"].map(
      (name) => [name, sweep.write(describeTrials(name, trials, epochs))] as const,
    );
    const [same] = files;
    for (const [, file] of [same!, ...files]) {
      sweep.start(["sweep", file, "--offline", "--store", sweep.url, "--workers", "1"]);
    }
    await sweep.finish();
    const wrong: string[] = [];
    for (const [name, file] of files) {
      const problem = await sweep.judge(file, name);
      if (problem !== null) wrong.push(`${name}: ${problem}`);
      const attempts = (await sweep.read(name)).reduce((sum, tried) => sum + tried.attempts.length, 0);
      if (attempts !== trials) wrong.push(`${name}: ${attempts} attempts at ${trials} trials`);
    }
    if (wrong.length > 0) log(wrong.join("\n"));
    return [
      {
        what: `four sweeps at once, two of them the same, of ${trials} trials`,
        measured: wrong[0] ?? "nothing lost, nothing twice, every figure and hash equal",
        limit: "nothing lost, nothing twice",
        isMet: wrong.length === 0,
      },
    ];
  });
}
