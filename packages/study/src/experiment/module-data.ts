/** Rows that a module of one's own gives: they are a file's as soon as they are there. */
import type { FileInput } from "minibatch-data/sets";
import type { ModuleOrigin, OpenModuleData } from "./schema/module-input.ts";
import { moduleDataSchema, moduleOriginSchema } from "./schema/module-schema.ts";
import { parsePart } from "./schema/parse-part.ts";

/** The column that says which split a row is in, where the module says it. */
export const SPLIT_COLUMN = "split";

/** What is written of it, its form checked; null where an experiment trains on something else. */
export function moduleDataOf(input: unknown): OpenModuleData | null {
  if (typeof input !== "object" || input === null) return null;
  const { data } = input as { readonly data?: unknown };
  if (typeof data !== "object" || data === null) return null;
  if ("module" in data) return parsePart(moduleDataSchema, data, ["data"]);
  // a complete experiment that is given back
  const origin = originOf(data);
  if (origin === null) return null;
  const { target, task, ignore, types, split } = data as FileInput;
  const { module, options } = origin;
  const isOwn = split?.column === SPLIT_COLUMN;
  return { module, options, target, task, ignore, types, ...(!isOwn && { split }) };
}

/** The module that gave a complete description's rows; null for a set's or a file's. */
export function originOf(data: object): ModuleOrigin | null {
  if (!("from" in data)) return null;
  return parsePart(moduleOriginSchema, data.from, ["data", "from"]);
}

/** Its rows as those of a file, into which they are packed. `hasSplits`: they say themselves which are which. */
export function fileOfModule(
  { module, target, task, ignore, types, split, options }: OpenModuleData,
  {
    sha256,
    targets,
    hasSplits,
  }: Pick<ModuleOrigin, "sha256"> & {
    readonly targets: readonly string[];
    readonly hasSplits: boolean;
  },
): FileInput {
  const from: ModuleOrigin = { module, options, sha256 };
  const given = { target: target ?? targets, task, ignore, types, split: hasSplits ? { column: SPLIT_COLUMN } : split };
  const written = Object.entries(given).filter(([, value]) => value !== undefined);
  return { file: `${module}.npz`, format: "npz", ...Object.fromEntries(written), from } as unknown as FileInput;
}
