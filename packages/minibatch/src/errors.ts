/**
 * The library's errors. Every mistake of a caller ends in one of them, with one line that says the action, what is,
 * what should be, and the fix. Any other error is our bug.
 */

/** A specification (model, optimizer, schedule, fit options) that cannot be used as it is. */
export class SpecError extends TypeError {
  override readonly name: string = "SpecError";
  /** Where in the specification, e.g. `layers[1].units`; empty for the whole. */
  readonly path: string;
  constructor(path: string, message: string) {
    super(path === "" ? message : `${path}: ${message}`);
    this.path = path;
  }
}

/** Data that do not fit: a shape, a label out of range, a NaN, too few rows. */
export class DataError extends RangeError {
  override readonly name: string = "DataError";
}

/** Bytes that are not what they claim to be: a checkpoint cut short, a wrong magic number. */
export class FormatError extends SyntaxError {
  override readonly name: string = "FormatError";
}
