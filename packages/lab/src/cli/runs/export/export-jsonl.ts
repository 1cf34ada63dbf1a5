/** Trials as JSON, a line each. */
import type { ExperimentRecord, LabStore, TrialRecord } from "../../../store/store.ts";
import { trialDocument } from "../documents/trial-document.ts";
import { exactNumber } from "./exact-number.ts";
import { readTrialPages, type TrialFigures } from "./read-trial-pages.ts";

/** A chunk holds some lines, each with its line end. */
export async function* exportJsonl(
  store: LabStore,
  { id, synthetic }: ExperimentRecord,
  chosen: readonly TrialRecord[] | null = null,
): AsyncGenerator<string> {
  for await (const page of readTrialPages(store, id, chosen)) {
    yield page.map((item) => `${trialLine(item, synthetic)}\n`).join("");
  }
}

/** The same as one JSON document: an array. */
export async function* exportJson(
  store: LabStore,
  { id, synthetic }: ExperimentRecord,
  chosen: readonly TrialRecord[] | null = null,
): AsyncGenerator<string> {
  let before = "[\n";
  for await (const page of readTrialPages(store, id, chosen)) {
    if (page.length === 0) continue;
    yield before + page.map((item) => trialLine(item, synthetic)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** Keys in the order that the export promises, further ones behind them. */
export function trialLine({ trial, metrics }: TrialFigures, synthetic: boolean): string {
  const { attempts, weightsSha256, seconds, parameters, ...rest } = trialDocument(trial);
  const { trial: number, seed, status, ...further } = rest;
  const figures = Object.entries(metrics).map(
    ([name, values]) => `${JSON.stringify(name)}:[${Array.from(values, jsonNumber).join(",")}]`,
  );
  const values = Object.entries(parameters).map(([name, value]) => `${JSON.stringify(name)}:${jsonScalar(value)}`);
  const front = [
    `"trial":${number}`,
    `"parameters":{${values.join(",")}}`,
    `"seed":${seed}`,
    `"status":${JSON.stringify(status)}`,
    `"attempts":${attempts}`,
    `"metrics":{${figures.join(",")}}`,
    `"weightsSha256":${JSON.stringify(weightsSha256)}`,
    `"seconds":${jsonNumber(seconds)}`,
  ];
  return `{${front.join(",")},${JSON.stringify({ ...further, synthetic }).slice(1)}`;
}

function jsonNumber(value: number): string {
  return exactNumber(value) ?? "null";
}

function jsonScalar(value: string | number | boolean | null): string {
  return typeof value === "number" ? jsonNumber(value) : JSON.stringify(value);
}
