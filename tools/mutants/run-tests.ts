/** Runs test files in the copy, and tells which test failed first. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What came of some test files. */
export type Verdict =
  | { readonly kind: "passed" }
  /** `test`: its name; null where the file fails outside of its tests */
  | { readonly kind: "failed"; readonly file: string; readonly test: string | null }
  | { readonly kind: "did not end"; readonly files: readonly string[] };

const REPORT = "mutants-report.json";

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly ancestorTitles: readonly string[];
    }[];
  }[];
}

export interface TestRun {
  readonly folder: string;
  readonly files: readonly string[];
  /** the one test that is wanted, by its full name; null: all */
  readonly only?: string | null;
  /** most files at once */
  readonly workers: number;
  /** then they do not end: a loop without an end blocks what would stop it */
  readonly limitSeconds: number;
  readonly signal: AbortSignal;
  /** told how long each file took that was run to its end */
  readonly tookSeconds: (file: string, seconds: number) => void;
}

/** Ends at the first failure. Throws the signal's reason when it is aborted. */
export async function runTests({
  folder,
  files,
  workers,
  limitSeconds,
  signal,
  tookSeconds,
  only = null,
}: TestRun): Promise<Verdict> {
  signal.throwIfAborted();
  const report = join(folder, REPORT);
  rmSync(report, { force: true });
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const flags = ["--bail=1", `--maxWorkers=${workers}`, "--reporter=json", `--outputFile=${report}`, "--no-color"];
  // groups of tests and their names are joined by an arrow or by a space
  const words = only?.split(" > ").map((part) => part.replaceAll(/[^\w\s]/g, "\\$&"));
  const pattern = words === undefined ? [] : [`--testNamePattern=^${words.join(" (?:> )?")}$`];
  const child = spawn(process.execPath, [vitest, "run", ...flags, ...pattern, ...files], {
    cwd: folder,
    stdio: "ignore",
    // a group of its own: what it has started ends with it
    detached: true,
  });
  const code = await waitFor(child, limitSeconds * 1000, signal);
  signal.throwIfAborted();
  if (code === null) return { kind: "did not end", files };
  const { testResults } = existsSync(report)
    ? (JSON.parse(readFileSync(report, "utf8")) as Report)
    : { testResults: [] };
  const relative = (path: string): string => (path.startsWith(folder) ? path.slice(folder.length + 1) : path);
  for (const { name, status, startTime, endTime } of testResults) {
    if (only === null && status === "passed" && endTime > startTime)
      tookSeconds(relative(name), (endTime - startTime) / 1000);
  }
  if (code === 0) {
    const hasRun = testResults.some(({ assertionResults }) =>
      assertionResults.some(({ status }) => status === "passed"),
    );
    // no test of that name was found: then the whole file
    if (only !== null && !hasRun) return runTests({ folder, files, workers, limitSeconds, signal, tookSeconds });
    return { kind: "passed" };
  }
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === "failed");
    if (failed === undefined) continue;
    return { kind: "failed", file: relative(name), test: [...failed.ancestorTitles, failed.title].join(" > ") };
  }
  // a file that does not load, or a stray rejection
  const broken = testResults.find(({ status }) => status === "failed");
  const file = broken === undefined ? files[0]! : relative(broken.name);
  return { kind: "failed", file, test: null };
}

/** Its code, or null when it did not end in time. */
function waitFor(child: ChildProcess, timeoutMs: number, signal: AbortSignal): Promise<number | null> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const end = (): void => {
      try {
        process.kill(-child.pid!, "SIGKILL");
      } catch {
        // it has ended
      }
    };
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, timeoutMs);
    signal.addEventListener("abort", end, { once: true });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      // threads and processes that a stuck test has left
      end();
      resolve(isLate ? null : (code ?? 1));
    });
  });
}
