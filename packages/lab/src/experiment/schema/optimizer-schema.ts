import { defineOptimizer, type Flavour, type OptimizerInput, type OptimizerKind, SpecError } from "minibatch";
import * as z from "zod";
import { kindSchema, type Options, optionSchema } from "./library-schema.ts";
import { scheduleSchema } from "./schedule-schema.ts";

const FLAVOURS: readonly Flavour[] = ["keras3", "keras2", "torch"];

const KINDS: Readonly<Record<OptimizerKind, string>> = {
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
};

const OPTIONS: Readonly<Record<string, string>> = {
  learningRate: "The rate.",
  decay: "The rate is divided by 1 + decay (t - 1).",
  weightDecay: "Weights are pulled to 0: decoupled in keras3, added to the gradient in torch (but for AdamW).",
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
  beta2: "Decay of the running mean of their squares.",
  amsgrad: "Divide by the largest mean square so far (S. Reddi et al. 2018).",
  scheduleDecay: "Decay of the momentum's schedule.",
};

/** The default of each option by flavour; a flavour that lacks the kind is absent. */
function defaultsOf(kind: OptimizerKind): ReadonlyMap<Flavour, Options> {
  const found = new Map<Flavour, Options>();
  for (const flavour of FLAVOURS) {
    try {
      found.set(flavour, { ...defineOptimizer({ kind, flavour } as OptimizerInput) });
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
    }
  }
  return found;
}

function optionsOf(kind: OptimizerKind): z.core.$ZodShape {
  const byFlavour = defaultsOf(kind);
  const names = new Set([...byFlavour.values()].flatMap((options) => Object.keys(options)));
  for (const name of ["kind", "flavour", "schedule"]) names.delete(name);
  return {
    flavour: z
      .enum([...byFlavour.keys()])
      .optional()
      .describe(`Whose formulas and defaults: Keras 3, Keras 2.2.4 or PyTorch. Default ${[...byFlavour.keys()][0]}.`),
    schedule: scheduleSchema.optional(),
    ...Object.fromEntries([...names].map((name) => [name, describeOption(name, byFlavour)])),
  };
}

/** Defaults that differ are told by flavour. */
function describeOption(name: string, byFlavour: ReadonlyMap<Flavour, Options>): z.ZodType {
  const defaults = [...byFlavour].filter(([, options]) => Object.hasOwn(options, name));
  const values = new Set(defaults.map(([, options]) => options[name]));
  const differing = defaults.map(([flavour, options]) => `${flavour}: ${JSON.stringify(options[name])}`).join(", ");
  const text = `${OPTIONS[name] ?? ""}${values.size > 1 ? ` By flavour ${differing}.` : ""}`;
  return optionSchema(defaults[0]?.[1][name], text);
}

export const optimizerSchema: z.ZodType<OptimizerInput, OptimizerInput> = kindSchema(KINDS, optionsOf).describe(
  "How weights are updated, as it stands before parameters change it: a kind, or an object with one.",
) as z.ZodType<OptimizerInput, OptimizerInput>;
