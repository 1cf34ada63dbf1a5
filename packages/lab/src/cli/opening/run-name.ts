/** How a run is named on the command line: `EXPERIMENT`, or `EXPERIMENT/NUMBER` for one of its trials. */
import { UsageError } from "../../errors.ts";

export interface RunName {
  readonly experiment: string;
  /** null: the whole experiment */
  readonly number: number | null;
}

/** Throws UsageError where what follows the stroke is not a trial's number. */
export function parseRunName(text: string): RunName {
  const stroke = text.indexOf("/");
  if (stroke === -1) return { experiment: text, number: null };
  const [experiment, number] = [text.slice(0, stroke), text.slice(stroke + 1)];
  if (experiment !== "" && /^\d{1,15}$/.test(number)) return { experiment, number: Number(number) };
  throw new UsageError(
    `Cannot read the run "${text}": it should be EXPERIMENT or EXPERIMENT/NUMBER, as optimizers/3; see minibatch ` +
      "runs list",
  );
}
