/**
 * Every kind of optimizer: a new one is its rule's file, its formula's file, the formula's kernel in `wasm/updates/`, and a row
 * here.
 */
import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { adamw } from "./adamw.ts";
import { adan } from "./adan.ts";
import { lamb } from "./lamb.ts";
import { lion } from "./lion.ts";
import { nadam } from "./nadam.ts";
import { radam } from "./radam.ts";
import { rmsprop } from "./rmsprop.ts";
import type { OptimizerRule } from "./rule.ts";
import { sgd } from "./sgd.ts";
import { signsgd } from "./signsgd.ts";

/** The rows as the compiler has them: kinds and their options follow. */
export interface OptimizerTable {
  readonly sgd: typeof sgd;
  readonly rmsprop: typeof rmsprop;
  readonly adagrad: typeof adagrad;
  readonly adadelta: typeof adadelta;
  readonly adam: typeof adam;
  readonly adamw: typeof adamw;
  readonly adamax: typeof adamax;
  readonly nadam: typeof nadam;
  readonly lion: typeof lion;
  readonly radam: typeof radam;
  readonly signsgd: typeof signsgd;
  readonly lamb: typeof lamb;
  readonly adan: typeof adan;
}

const table: OptimizerTable = {
  sgd,
  rmsprop,
  adagrad,
  adadelta,
  adam,
  adamw,
  adamax,
  nadam,
  lion,
  radam,
  signsgd,
  lamb,
  adan,
};

/** The optimizers; not every flavour has every one. */
export type OptimizerKind = keyof OptimizerTable;

type SpecOf<R> = R extends OptimizerRule<infer Spec> ? Spec : never;

/** A complete optimizer: every default filled in, frozen. */
export type OptimizerSpec = SpecOf<OptimizerTable[OptimizerKind]>;

/** The rules, by kind. Which spec goes with which rule is known by kind only, so the types here no longer tell. */
export const RULES: Readonly<Record<OptimizerKind, OptimizerRule<OptimizerSpec>>> = table as never;
