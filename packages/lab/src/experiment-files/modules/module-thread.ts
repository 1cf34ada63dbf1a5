/** The program of the thread that runs an experiment's code. */
import { workerData } from "node:worker_threads";
import { answerApart } from "./answer-apart.ts";
import { evaluateModule } from "./evaluate-module.ts";

export interface ModuleTask {
  readonly path: string;
  readonly source: string;
}

const { path, source } = workerData as ModuleTask;
answerApart(path, () => evaluateModule(path, source));
