/** From zod's issues to the one that a user should mend first. */
import type * as z from "zod";
import type { Segments } from "../../json/path.ts";
import { ExperimentError } from "../experiment-error.ts";

type Issue = z.core.$ZodIssue;

/** A misspelt field first: it explains one that is missing. */
export function describeIssues(issues: readonly Issue[], above: Segments = []): ExperimentError {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) throw new TypeError("Cannot describe no issues: the schema found none");
  const path = [...above, ...(issue.path as (string | number)[])];
  switch (issue.code) {
    case "unrecognized_keys":
      return new ExperimentError([...path, issue.keys[0] ?? ""], issue.message);
    case "invalid_key":
      return new ExperimentError(path, issue.issues[0]?.message ?? issue.message);
    case "invalid_union": {
      // the branch that takes a value of this shape, and has its complaint further in
      const within = issue.errors.find((branch) => !branch.some(isAboutWhole));
      return within === undefined ? new ExperimentError(path, issue.message) : describeIssues(within, path);
    }
    default:
      return new ExperimentError(path, issue.message);
  }
}

function isAboutWhole({ path, code }: Issue): boolean {
  return path.length === 0 && code !== "unrecognized_keys";
}
