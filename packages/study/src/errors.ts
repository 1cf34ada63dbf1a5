/** A wrong call: an unknown option, a value out of range, a search that cannot be made. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}
