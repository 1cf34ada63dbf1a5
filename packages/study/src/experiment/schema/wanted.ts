/** What a schema's part says when it refuses a value: what is, and what should be. */
import { showValue } from "../../json/show-value.ts";

export interface Complaint {
  readonly error: (issue: { readonly input?: unknown }) => string;
}

/** For `error` of zod: "is missing: it must be ..." or "cannot use 0: it must be ...". */
export function wanted(what: string): Complaint {
  return {
    error: ({ input }) =>
      input === undefined ? `is missing: it must be ${what}` : `cannot use ${showValue(input)}: it must be ${what}`,
  };
}
