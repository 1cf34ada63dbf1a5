import { DataError } from "minibatch";

/** What a file leaves undecided: a setting of the reader, and the values to choose from. */
export interface TableChoice {
  /** a field of `TableOptions` */
  readonly setting: "header" | "delimiter" | "decimal" | "quote" | "encoding";
  readonly values: readonly string[];
}

/** How a choice is said to whoever makes it. */
export type SpellChoice = (setting: TableChoice["setting"], values: readonly string[]) => string;

/** A mark in a fault, replaced by the choice in words. */
const PLACE = "{choice}";

/**
 * A file whose rows cannot be read as they are: one line that says the file, the place, what is there, what should be,
 * and the fix. Any other error that a reader throws is a bug of ours.
 */
export class TableError extends SyntaxError {
  override readonly name: string = "TableError";
  /** where, counted from 1 as an editor does; null where the fault is of the whole file */
  readonly line: number | null;
  readonly choice: TableChoice | null;
  readonly #fault: string;

  /** `{choice}` in `fault` becomes the choice in words. */
  constructor(
    fault: string,
    line: number | null = null,
    choice: TableChoice | null = null,
    spell: SpellChoice = (setting, values) => `set ${setting} to ${values.join(" or ")}`,
  ) {
    super(tell(fault, choice, spell));
    this.#fault = fault;
    this.line = line;
    this.choice = choice;
  }

  /** The message with the choice as the caller's user makes it: `give --header yes or --header no`. */
  messageWith(spell: SpellChoice): string {
    return tell(this.#fault, this.choice, spell);
  }

  /** The same error whose message has the choice as `spell` says it. */
  spelled(spell: SpellChoice): TableError {
    return new TableError(this.#fault, this.line, this.choice, spell);
  }
}

function tell(fault: string, choice: TableChoice | null, spell: SpellChoice): string {
  // a file's own text may hold $ or the mark itself: only the last mark is ours
  const at = choice === null ? -1 : fault.lastIndexOf(PLACE);
  if (choice === null || at === -1) return fault;
  return fault.slice(0, at) + spell(choice.setting, choice.values) + fault.slice(at + PLACE.length);
}

/** What was asked of a file cannot be had of it: whoever wrote that down is told where. */
export class RequestError extends DataError {
  /** below what describes the file: ["types", "year"], ["size"] */
  readonly path: readonly string[];
  constructor(path: readonly string[], message: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}
