import type * as z from "zod";
import type { Segments } from "../../json/path.ts";
import { describeIssues } from "./describe-issue.ts";

/** A part of an experiment by its own schema. Throws ExperimentError; `path` is where the part stands. */
export function parsePart<T, Input>(schema: z.ZodType<T, Input>, value: unknown, path: Segments): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw describeIssues(result.error.issues, path);
}
