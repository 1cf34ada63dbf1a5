/** Data that a module gives, as they are written: types alone, for who declares experiments needs no schema. */
import type { Json } from "../../json/json.ts";

/** What a user writes below `data:` for a module whose `load(options)` gives the rows; the rest is a file's. */
export interface ModuleDataInput {
  /** its path from the experiment's folder, which it does not leave */
  readonly module: string;
  /** given to `load` as they are; default none */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** a column, or several; default: those of `y`, where it gives `{ x, y }` */
  readonly target?: string | readonly string[] | undefined;
  readonly task?: unknown;
  readonly ignore?: unknown;
  readonly types?: unknown;
  /** only where it gives no splits of its own */
  readonly split?: unknown;
}

export interface OpenModuleData extends ModuleDataInput {
  readonly options: Readonly<Record<string, Json>>;
}

/** Which module gave the rows that a complete experiment is trained on. */
export interface ModuleOrigin {
  readonly module: string;
  readonly options: Readonly<Record<string, Json>>;
  /** of the module and what it imports, hexadecimal, by path */
  readonly sha256: Readonly<Record<string, string>>;
}
