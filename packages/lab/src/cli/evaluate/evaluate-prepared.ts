/** How well a network does on raw rows with their targets: those it was trained from, or a file's. */
import { dirname } from "node:path";
import { type DrawnFileData, isFileData, type Preparation, prepareRows, prepareTargets, splitFrame } from "minibatch-data";
import { ownErrors } from "../../data/own-errors.ts";
import { findOwnFile, type OwnFile, openOwnFiles, readOwnFiles } from "../../data/own-files.ts";
import { InputError, UsageError } from "../../errors.ts";
import type { OpenModel } from "../../models/model-file.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import type { EvaluateFlags } from "./run.ts";

type Evaluated = OpenModel & { readonly files: readonly OwnFile[] };

export async function evaluatePrepared(
  model: Evaluated,
  preparation: Preparation,
  given: string,
  flags: EvaluateFlags,
): Promise<void> {
  await ownErrors(async () => {
    const { frame, rows, what } = await chooseRows(model, preparation, given, flags);
    const x = prepareRows(preparation, frame, rows);
    const y = prepareTargets(preparation, frame, rows);
    void x;
    void y;
    void what;
  });
}

async function chooseRows(model: Evaluated, preparation: Preparation, given: string, { input, split }: EvaluateFlags) {
  if (input !== undefined) {
    if (split !== undefined) throw new UsageError(`Cannot evaluate the ${split} split of ${input}: a file given with --input has none; leave --split out`);
    const path = resolveFromCaller(input);
    const { target } = preparation;
    const request = { file: path, target: target.columns, types: typesOf(preparation) };
    const { frame } = await openOwnFiles(request, readOwnFiles(request, dirname(path)));
    return { frame, rows: null, what: `${frame.rows} rows of ${input}` };
  }
  const { data } = model.origin;
  if (data === null || !isFileData(data)) {
    throw new UsageError(`Cannot evaluate ${given}: the file does not say what it was trained from; give --input FILE`);
  }
  const { frame } = await openOwnFiles(data, filesOf(model, data, given));
  const splits = splitFrame(frame, data as DrawnFileData);
  const name = split ?? (splits.test.length > 0 ? "test" : "validation");
  const rows = splits[name];
  if (rows.length === 0) {
    const there = (["train", "validation", "test"] as const).filter((known) => splits[known].length > 0);
    throw new UsageError(`Cannot evaluate on the ${name} split: ${data.file} has none here; there is ${there.join(" and ")}`);
  }
  return { frame, rows, what: `the ${name} split of ${data.file}` };
}

/** From the store, or beside the caller: the very files, by their SHA-256. */
function filesOf({ files }: Evaluated, data: DrawnFileData | { readonly found: { readonly sha256: Readonly<Record<string, string>> } }, given: string): readonly OwnFile[] {
  return Object.entries(data.found.sha256).map(([name, sha256]) => {
    const file = files.find((kept) => kept.name === name) ?? findOwnFile(name, sha256, resolveFromCaller(name));
    if (file !== null) return file;
    throw new InputError(
      `Cannot evaluate ${given}: it was trained from ${name} (SHA-256 ${sha256.slice(0, 12)}...), which is not here as it was; go to its folder, or give --input FILE`,
    );
  });
}

function typesOf({ inputs }: Preparation): Readonly<Record<string, "category">> {
  return Object.fromEntries(inputs.filter(({ type }) => type === "category").map(({ name }) => [name, "category"]));
}
