/** Whether each parameter makes sense by itself and beside the others, before any value is tried. */

import { formatPath, parsePath, type Segments } from "../../json/path.ts";
import { showValue } from "../../json/show-value.ts";
import { ExperimentError } from "../experiment-error.ts";
import { findLabelled } from "../label-lookup.ts";
import { listNames } from "../list-names.ts";
import type { ExperimentSpec, ParameterSpec, Scalar } from "../spec.ts";
import { suggestName } from "../suggest-name.ts";
import { whereOfPath } from "../where-of-path.ts";
import { excludeEachOther, type Requirements } from "./requirements.ts";

type Parameters = ExperimentSpec["parameters"];

/** Of a trial's description. */
const PARTS: ReadonlySet<string> = new Set(["data", "preprocessing", "model", "optimizer", "training", "start"]);

/** A few that a bare name may have meant. */
const COMMON_PATHS = [
  "optimizer",
  "optimizer.learningRate",
  "optimizer.momentum",
  "optimizer.weightDecay",
  "optimizer.schedule",
  "training.batchSize",
  "training.earlyStopping.patience",
  "data.trainRows",
];

/** Why a trial cannot have its own; what may vary is everything else of these parts. */
const FIXED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    data: "an experiment has one data set; vary parts of it, such as data.trainRows",
    ...Object.fromEntries(
      ["set", "file", "format", "target", "task", "types", "found", "split.files", "split.column", "split.folds"].map(
        (field) => [`data.${field}`, "an experiment has one data set; write another experiment"],
      ),
    ),
    ...Object.fromEntries(
      ["start", "start.model", "start.sha256"].map((field) => [
        field,
        "an experiment starts from one network; vary start.layers, with [] for none",
      ]),
    ),
    training: "vary parts of it, such as training.batchSize",
    "training.epochs": "pruning and curves need one length; the figures of a shorter training are in a longer one's",
    "training.evaluateTrain": "all trials are measured alike; set it in training",
    "training.evaluateTest": "all trials are measured alike; set it in training",
    "training.doctor": "all trials are measured alike; set it in training",
  }),
);

/** Throws ExperimentError for empty ranges, unknown conditions, and paths that no trial has, as `checkPlace` finds. */
export function checkParameter(
  parameters: Parameters,
  name: string,
  parameter: ParameterSpec,
  checkPlace: (path: Segments, text: string) => void = checkNetworkPlace,
): void {
  const path = ["parameters", name];
  if (parameter.kind !== "choice") checkRange(path, parameter);
  for (const [other, labels] of Object.entries(parameter.when)) {
    checkCondition([...path, "when", other], parameters, other, labels);
  }
  for (const [index, text] of parameter.at.entries()) {
    checkPlace(whereOfPath(name, parameter, index), text);
    if (parameter.at.indexOf(text) < index) throw new ExperimentError([...path, "at", index], `names ${text} twice`);
  }
}

type Range = Exclude<ParameterSpec, { readonly kind: "choice" }>;

function checkRange(path: Segments, { kind, low, high, steps }: Range): void {
  const mayBeEqual = kind === "integer";
  if (mayBeEqual ? low > high : low >= high) {
    const relation = mayBeEqual ? "at least" : "above";
    throw new ExperimentError([...path, "high"], `cannot be ${high}: it must be ${relation} low, which is ${low}`);
  }
  if (!Number.isFinite(high - low)) {
    throw new ExperimentError([...path, "high"], `cannot be ${high}: it is farther from low, ${low}, than can be told`);
  }
  if (kind === "log-uniform" && low <= 0) {
    throw new ExperimentError([...path, "low"], `cannot be ${low}: a log-uniform parameter lies above 0`);
  }
  const count = high - low + 1;
  if (kind === "integer" && steps !== null && steps > count) {
    throw new ExperimentError(
      [...path, "steps"],
      `cannot be ${steps}: there are ${count} whole numbers; give fewer, or null`,
    );
  }
}

function checkCondition(path: Segments, parameters: Parameters, other: string, labels: readonly Scalar[]): void {
  const named = Object.hasOwn(parameters, other) ? parameters[other] : undefined;
  if (named === undefined) {
    throw new ExperimentError(path, `names no parameter; ${suggestName(other, Object.keys(parameters))}`);
  }
  for (const [i, label] of labels.entries()) {
    if (named.kind === "choice") {
      if (findLabelled(named.values, label) !== undefined) continue;
      const known = listNames(named.values.map((value) => showValue(value.label)));
      throw new ExperimentError([...path, i], `cannot be ${showValue(label)}: ${other} has the values ${known}`);
    }
    if (named.kind !== "integer") {
      throw new ExperimentError(
        path,
        `cannot be a condition: ${other} is ${named.kind}, it must be a choice or integer`,
      );
    }
    if (typeof label !== "number" || !Number.isInteger(label) || label < named.low || label > named.high) {
      const range = `${named.low} to ${named.high}`;
      throw new ExperimentError(
        [...path, i],
        `cannot be ${showValue(label)}: ${other} is a whole number from ${range}`,
      );
    }
  }
}

function checkNetworkPlace(path: Segments, text: string): void {
  const segments = parsePath(text);
  if (segments === null) {
    throw new ExperimentError(path, `cannot be ${showValue(text)}: it must be a path such as optimizer.learningRate`);
  }
  const fixed = FIXED.get(formatPath(segments));
  if (fixed !== undefined) throw new ExperimentError(path, `cannot be ${text}: ${fixed}`);
  const [part] = segments;
  if (PARTS.has(part as string)) return;
  const meant = COMMON_PATHS.find((known) => known.endsWith(`.${String(segments.at(-1))}`));
  const fix = meant === undefined ? suggestName(text, COMMON_PATHS) : `did you mean ${meant}?`;
  throw new ExperimentError(path, `cannot be ${text}: a trial has data, model, optimizer and training; ${fix}`);
}

/** Two parameters may have one path only where their conditions exclude each other. Throws ExperimentError. */
export function checkCollisions(parameters: Parameters, requirements: ReadonlyMap<string, Requirements>): void {
  const owners = new Map<string, string[]>();
  for (const [name, parameter] of Object.entries(parameters)) {
    for (const [index, text] of parameter.at.entries()) {
      const place = formatPath(parsePath(text) ?? [text]);
      const others = owners.get(place) ?? [];
      const rival = others.find((other) => !excludeEachOther(requirements.get(other)!, requirements.get(name)!));
      if (rival !== undefined) {
        throw new ExperimentError(
          whereOfPath(name, parameter, index),
          `cannot be ${place}: ${rival} sets it too; give them conditions (when) that exclude each other, or ` +
            "another path",
        );
      }
      owners.set(place, [...others, name]);
    }
  }
}
