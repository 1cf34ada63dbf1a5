/** Every kind of optimizer: a new one is one file, its formula's file, and one row here. */
import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { adamw } from "./adamw.ts";
import { lion } from "./lion.ts";
import { nadam } from "./nadam.ts";
import { radam } from "./radam.ts";
import { rmsprop } from "./rmsprop.ts";
import type { OptimizerRule } from "./rule.ts";
import { sgd } from "./sgd.ts";
import type { OptimizerKind, OptimizerSpec } from "./spec.ts";

const OPTIMIZERS = { sgd, rmsprop, adagrad, adadelta, adam, adamw, adamax, nadam, lion, radam };

/** The rules, by kind. Which spec goes with which rule is known by kind only, so the types here no longer tell. */
export const RULES: Readonly<Record<OptimizerKind, OptimizerRule<OptimizerSpec>>> = OPTIMIZERS as never;
