/** An experiment that cannot be used as it is. Knows where, so that a reader of files can tell the line and column. */
import { SpecError } from "minibatch";
import { formatPath, type Segments } from "../json/path.ts";

export class ExperimentError extends SpecError {
  override readonly name: string = "ExperimentError";
  /** the place in what the user wrote; the message begins with it */
  readonly segments: Segments;
  constructor(segments: Segments, message: string) {
    super(formatPath(segments), message);
    this.segments = segments;
  }
}
