/** What was found in a file of one's own, told before it is trained on. */
import { isFileData } from "minibatch-data/sets";
import type { ExperimentSpec } from "study";
import { describeOwnData } from "../../data/describe-own-data.ts";
import type { OwnRows } from "../../data/own-files.ts";
import type { ProgressDisplay } from "../progress/progress-display.ts";

export function tellOwnData(
  { data }: ExperimentSpec,
  own: OwnRows | null,
  display: Pick<ProgressDisplay, "onLine">,
): void {
  if (own === null || data === null || !isFileData(data)) return;
  for (const line of describeOwnData(data, own)) display.onLine(line);
}
