/** From what a user wrote to an experiment whose form is right; what it means is checked afterwards. */

import { readSteps } from "minibatch-data";
import type * as z from "zod";
import type { Json } from "../json/json.ts";
import { PlainJsonError, plainJson } from "../json/plain-json.ts";
import { checkLibraryParts } from "./check-library-parts.ts";
import { checkTexts } from "./checks/check-texts.ts";
import { ExperimentError } from "./experiment-error.ts";
import { relocate } from "./relocate.ts";
import { setDataSchema } from "./schema/data-schema.ts";
import { describeIssues } from "./schema/describe-issue.ts";
import { experimentSchema, type OpenExperiment } from "./schema/experiment-schema.ts";
import { fileSchema } from "./schema/file-schema.ts";

const LIBRARY_PARTS: readonly PropertyKey[] = ["model", "optimizer"];

/** `plain` as it was written. Throws ExperimentError. */
export function parseInput(plain: Json): OpenExperiment {
  const result = experimentSchema.safeParse(plain);
  if (result.success) return result.data;
  const { issues } = result.error;
  const own = issues
    .filter((issue) => !LIBRARY_PARTS.includes(issue.path[0] ?? ""))
    .flatMap((issue) => (issue.path[0] === "data" ? issuesOfData(plain) : [issue]));
  if (own.some(({ path }) => path[0] === "preprocessing")) {
    relocate(() => readSteps((plain as Readonly<Record<string, Json>>).preprocessing));
  }
  if (own.length > 0) throw describeIssues(own);
  // a character that no name may hold is told by its number
  for (const part of ["model", "optimizer"]) checkTexts((plain as Readonly<Record<string, Json>>)[part], [part]);
  checkLibraryParts(plain as { readonly model?: unknown; readonly optimizer?: unknown });
  throw describeIssues(issues);
}

/** The complaints of the schema that is meant: a file's where there is one, else those of the sets. */
function issuesOfData(plain: Json): readonly z.core.$ZodIssue[] {
  const { data } = plain as Readonly<Record<string, Json>>;
  const isFile = typeof data === "object" && data !== null && "file" in data;
  const { error } = (isFile ? fileSchema : setDataSchema).safeParse(data);
  return (error?.issues ?? []).map((issue) => ({ ...issue, path: ["data", ...issue.path] }));
}

/** Throws ExperimentError for what is no JSON. */
export function copyPlain(input: unknown): Json {
  try {
    return plainJson(input);
  } catch (error) {
    throw error instanceof PlainJsonError ? new ExperimentError(error.segments, error.reason) : error;
  }
}
