/**
 * The commands of `minibatch`. A new one is a folder beside this file and a row here: `command.ts` says what it is
 * called with, `run.ts` does its work. Help, tests and docs walk over what stands here.
 */
import type { Command } from "commander";
import { benchCommand } from "./bench/command.ts";
import { dataCommand } from "./data/command.ts";
import { describeCommand } from "./describe/command.ts";
import { evaluateCommand } from "./evaluate/command.ts";
import { findRateCommand } from "./find-rate/command.ts";
import { gradcheckCommand } from "./gradcheck/command.ts";
import { newCommand } from "./new/command.ts";
import { predictCommand } from "./predict/command.ts";
import { reportCommand } from "./report/command.ts";
import { reproduceCommand } from "./reproduce/command.ts";
import { runsCommand } from "./runs/command.ts";
import { schemaCommand } from "./schema/command.ts";
import { serveCommand } from "./serve/command.ts";
import { sweepCommand } from "./sweep/command.ts";
import { trainCommand } from "./train/command.ts";
import { workerCommand } from "./worker/command.ts";

/** In the order of the help. */
export const COMMANDS: readonly (() => Command)[] = [
  reproduceCommand,
  newCommand,
  describeCommand,
  findRateCommand,
  trainCommand,
  evaluateCommand,
  predictCommand,
  sweepCommand,
  workerCommand,
  runsCommand,
  reportCommand,
  serveCommand,
  schemaCommand,
  gradcheckCommand,
  benchCommand,
  dataCommand,
];

/** Those that run the kernels, for which it is worth finding out how wide its vectors may be. */
export const TRAINING_COMMANDS: ReadonlySet<string> = new Set([
  "reproduce",
  "find-rate",
  "train",
  "evaluate",
  "predict",
  "sweep",
  "worker",
  "bench",
]);
