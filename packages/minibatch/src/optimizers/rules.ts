/**
 * Every kind of optimizer: a new one is its rule's file, its formula's file, the formula's kernel in `wasm/updates/`,
 * and a row here.
 */
import type { Prose } from "../spec/prose.ts";
import { adabelief } from "./adabelief.ts";
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

/** The rows with their literal types: kinds and their options follow from them. */
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
  readonly adabelief: typeof adabelief;
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
  adabelief,
};

/** The optimizers; not every flavour has all of them. */
export type OptimizerKind = keyof OptimizerTable;

type SpecOf<R> = R extends OptimizerRule<infer Spec> ? Spec : never;

/** A complete optimizer: every default filled in, frozen. */
export type OptimizerSpec = SpecOf<OptimizerTable[OptimizerKind]>;

/** The rules by kind. The types here no longer say which spec belongs to which rule. */
export const RULES: Readonly<Record<OptimizerKind, OptimizerRule<OptimizerSpec>>> = table as never;

export const optimizerProse: Prose<OptimizerKind> = {
  kinds: {
    sgd: "Stochastic gradient descent, with momentum or without.",
    rmsprop: "G. Hinton's lecture 6e.",
    adagrad: "J. Duchi et al. 2011.",
    adadelta: "M. Zeiler 2012.",
    adam: "D. Kingma and J. Ba 2015.",
    adamw: "Adam with decoupled weight decay: I. Loshchilov and F. Hutter 2019.",
    adamax: "Adam by the largest gradient: D. Kingma and J. Ba 2015.",
    nadam: "Adam with Nesterov's momentum: T. Dozat 2016.",
    lion: "X. Chen et al. 2023.",
    radam: "Rectified Adam: L. Liu et al. 2020.",
    signsgd: "By the gradient's sign alone, with momentum Signum: J. Bernstein et al. 2018.",
    lamb: "Adam's direction, as long as the weights themselves: Y. You et al. 2020.",
    adan: "Nesterov's momentum from differences of gradients: X. Xie et al. 2022.",
    adabelief: "Adam, divided by how far gradients are from their mean: J. Zhuang et al. 2020.",
  },
  fields: {
    flavour: "Whose formulas and defaults: Keras 3, Keras 2.2.4, PyTorch or the paper.",
    learningRate: "The rate.",
    schedule: "A factor on the learning rate, by epoch or by step.",
    decay: "The rate is divided by 1 + decay (t - 1).",
    weightDecay:
      "Weights are pulled to 0: decoupled in keras3, added to the gradient in torch (but for AdamW), in adan a " +
      "part of the formula.",
    clipValue: "Each element of the gradient is cut at +- this; null: not.",
    clipNorm: "The gradient is scaled down to this norm, in keras3 each variable's; null: not.",
    globalClipNorm: "The whole gradient is scaled down to this norm; null: not.",
    momentum: "Share of the last update that is kept.",
    nesterov: "Nesterov's momentum.",
    dampening: "torch: share of the gradient that momentum leaves out.",
    rho: "Decay of the running means.",
    epsilon: "Added to what is divided by.",
    centered: "Divide by the variance instead of the mean square.",
    initialAccumulator: "Sum of squares at the beginning.",
    beta1: "Decay of the running mean of gradients.",
    beta2: "Decay of the running mean of their squares; adan: of their differences.",
    beta3: "adan: decay of the running mean of squares.",
    amsgrad: "Divide by the largest mean square so far (S. Reddi et al. 2018).",
    scheduleDecay: "Decay of the momentum's schedule.",
  },
};
