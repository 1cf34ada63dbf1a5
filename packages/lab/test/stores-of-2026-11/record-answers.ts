/** What the command line answers about the kept stores: asked of the build that wrote them, and of the present code. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { outlinePage } from "../outline-page.ts";
import type { Ended } from "../run-minibatch.ts";

export type Call = (args: readonly string[]) => Promise<Ended>;

export interface Answers {
  /** exports and documents for programs: the same to the byte */
  readonly exact: Readonly<Record<string, string>>;
  /** tables and texts as they are printed */
  readonly printed: Readonly<Record<string, string>>;
  /** pages as outlines, the data of their charts after them */
  readonly pages: Readonly<Record<string, readonly string[]>>;
}

export interface Ask {
  readonly store: string;
  readonly experiments: readonly string[];
  /** of which a page is written */
  readonly pages: readonly string[];
  /** more calls, as typed */
  readonly calls: readonly string[];
}

/** What is asked of each kept store, by its name. */
export const ASKED: Readonly<Record<"lab" | "paused", Omit<Ask, "store">>> = {
  lab: {
    experiments: ["mixed", "troubled", "alone"],
    pages: ["mixed", "troubled"],
    calls: [
      "runs list mixed --where status=finished --sort objective --json",
      "runs list troubled --status failed,cancelled --all",
      "runs compare mixed",
      "runs compare mixed --json",
      "runs compare mixed --metric validation-accuracy --epoch best --json",
      "runs show mixed/9 --all",
      "runs show troubled/0",
    ],
  },
  paused: { experiments: ["paused"], pages: ["paused"], calls: [] },
};

export async function recordAnswers(call: Call, folder: string, ask: Ask): Promise<Answers> {
  const exact: Record<string, string> = {};
  const printed: Record<string, string> = {};
  const pages: Record<string, string[]> = {};
  const forPrograms = (typed: string): boolean => /--json|^runs export/.test(typed);
  const answer = async (typed: string, ...more: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await call([...typed.split(" "), "--store", ask.store, ...more]);
    return `${stdout}${code === 0 ? "" : `${stderr}(${code})\n`}`.replaceAll(folder, "FOLDER");
  };
  const perExperiment = ask.experiments.flatMap((name) => [
    `runs list ${name} --all`,
    `runs list ${name} --all --json`,
    `runs show ${name}`,
    `runs show ${name} --json`,
    `runs show ${name}/2`,
    `runs show ${name}/2 --json`,
    `runs export ${name} --format jsonl`,
    `runs export ${name} --format csv`,
  ]);
  for (const typed of ["runs list", "runs list --json", ...perExperiment, ...ask.calls]) {
    (forPrograms(typed) ? exact : printed)[typed] = await answer(typed);
  }
  for (const name of ask.pages) {
    const out = join(folder, "pages", name);
    mkdirSync(out, { recursive: true });
    const failure = (await call(["report", name, "--store", ask.store, "--out", out])).code;
    if (failure !== 0) throw new Error(`report ${name} ended with ${failure}`);
    for (const file of ["results.json", "experiment.json", "best.json", "more-repeats.json"]) {
      exact[`page ${name}/${file}`] = withoutMoment(readIfThere(join(out, file)));
    }
    pages[name] = outlineWithData(readFileSync(join(out, "index.html"), "utf8"));
  }
  return { exact, printed, pages };
}

/** `results.json` says when and by which version it was written. */
function withoutMoment(text: string): string {
  return text
    .replace(/("generatedAt":\s*)"[^"]*"/, '$1"WHEN"')
    .replace(/("generatedAt":\s*"WHEN",\s*"version":\s*)"[^"]*"/, '$1"VERSION"');
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "(none)";
  }
}

/** The outline, then what each chart draws. */
export function outlineWithData(page: string): string[] {
  const data = [...page.matchAll(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)];
  return [...outlinePage(page), ...data.map(([, json]) => `(data) ${json!.trim()}`)];
}
