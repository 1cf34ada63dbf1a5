/**
 * The program of a process that times cases when it is asked to, on vectors of 128 bits: V8 has one width for a whole
 * process, and both are timed in turn.
 */
import { loadBlas } from "../../blas/load-blas.ts";
import { loadMnist } from "../../data/mnist.ts";
import type { BenchAnswer, BenchRequest } from "./bench-messages.ts";
import { gatherBenchData } from "./cases/bench-data.ts";
import { CASES, type CaseSetup } from "./cases/cases.ts";
import type { Subject } from "./cases/subject.ts";

const now = (): number => performance.now();
let common: Omit<CaseSetup, "threads"> | null = null;
let subject: Subject | null = null;

async function answer(request: BenchRequest): Promise<BenchAnswer> {
  switch (request.kind) {
    case "begin": {
      const { data, size } = request;
      // who asks has told of the same data
      const mnist = await loadMnist({ data: data ?? undefined, offline: true, notice: () => {} });
      common = { data: gatherBenchData(mnist, size), blas: await loadBlas(), now };
      return { kind: "done" };
    }
    case "open": {
      const { id, threads } = request;
      const asked = CASES.find((benchCase) => benchCase.id === id);
      if (asked === undefined || common === null) throw new Error(`there is no case ${id}, or no data for it`);
      const opened = await asked.open({ ...common, threads });
      if ("skipped" in opened) return { kind: "skipped", reason: opened.skipped };
      subject = opened;
      return { kind: "opened", threads: opened.threads };
    }
    case "run": {
      if (subject === null) throw new Error("no case is open");
      return { kind: "ran", seconds: await subject.run() };
    }
    case "dispose": {
      await subject?.dispose();
      subject = null;
      return { kind: "done" };
    }
  }
}

async function serve(request: BenchRequest): Promise<void> {
  try {
    process.send?.(await answer(request));
  } catch (error) {
    const failed: BenchAnswer = { kind: "failed", reason: (error as Error).message };
    process.send?.(failed, () => process.exit(1));
  }
}

process.on("message", (request: BenchRequest) => void serve(request));
// Ctrl-C is the caller's affair, who then goes, or lets go of it
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());
