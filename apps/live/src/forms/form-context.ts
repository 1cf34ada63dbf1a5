/** What forms are made with. */
import type { FieldDescription } from "minibatch/describe";
import type { FunctionComponent } from "preact";
import type { Kinds } from "../protocol/messages.ts";
import type { Path } from "../state/draft.ts";
import type { Store } from "../state/store.ts";

export interface FormContext {
  readonly store: Store;
  readonly kinds: Kinds;
  /** draws a field: given, for a field of a kind has fields within it */
  readonly Field: FunctionComponent<FieldProps>;
}

export interface FieldProps extends FormContext {
  readonly path: Path;
  readonly name: string;
  readonly field: FieldDescription;
}

/** What a control is given. */
export interface ControlProps extends FieldProps {
  /** of the control, for its label */
  readonly id: string;
  readonly value: unknown;
  /** of what describes it */
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}

/** batchSize -> batch size */
export function sayName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
