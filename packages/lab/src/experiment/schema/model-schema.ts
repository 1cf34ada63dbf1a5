import type { ActivationSpec, LossKind, ModelInput } from "minibatch";
import * as z from "zod";
import { initializerSchema } from "./initializer-schema.ts";
import { kindSchema, optionSchema } from "./library-schema.ts";

const ACTIVATIONS: Readonly<Record<ActivationSpec["kind"], string>> = {
  linear: "z.",
  relu: "max(0, z).",
  "leaky-relu": "z, or slope z below 0.",
  elu: "z, or alpha (exp(z) - 1) below 0.",
  gelu: "z times the normal distribution's share below z.",
  silu: "z sigmoid(z).",
  softplus: "log(1 + exp(z)).",
  sigmoid: "1 / (1 + exp(-z)).",
  tanh: "tanh(z).",
};

const ACTIVATION_OPTIONS: Partial<Record<ActivationSpec["kind"], z.core.$ZodShape>> = {
  "leaky-relu": { slope: optionSchema(0.01, "Slope below 0.") },
  elu: { alpha: optionSchema(1, "Minus the limit below 0.") },
};

const LOSSES: Readonly<Record<LossKind, string>> = {
  "softmax-cross-entropy": "classes; the last layer gives logits",
  "sigmoid-binary-cross-entropy": "yes or no; the last layer gives logits",
  "mean-squared-error": "numbers; it has no accuracy",
};

const name = z.string().optional().describe("What its weights are called by. Default layer1, layer2, ...");

const dense = z.strictObject({
  kind: z.literal("dense").describe("Fully connected: activation(x w + b)."),
  name,
  units: z.int().min(1).describe("Number of outputs."),
  activation: kindSchema(ACTIVATIONS, (kind) => ACTIVATION_OPTIONS[kind] ?? {})
    .optional()
    .describe(
      "What is applied to the outputs. Default linear, as the last layer's must be where the loss contains its own.",
    ),
  weights: initializerSchema.optional().describe("How weights begin. Default glorot-uniform, as Keras."),
  biases: initializerSchema.optional().describe("How biases begin. Default zeros."),
  regularizer: z
    .strictObject({
      l1: optionSchema(0, "l1 times the sum of |w| is added to the loss."),
      l2: optionSchema(0, "l2 times the sum of w^2 is added to the loss."),
    })
    .optional()
    .describe("A penalty on the weights. Default none."),
});

const dropout = z.strictObject({
  kind: z.literal("dropout").describe("Sets a share of its inputs to 0 while training (N. Srivastava et al. 2014)."),
  name,
  rate: z.number().min(0).lt(1).describe("The share."),
});

export const modelSchema: z.ZodType<ModelInput, ModelInput> = z
  .strictObject({
    inputs: z.int().min(1).describe("Features of a row: 784 for mnist, 20 for sequences."),
    layers: z
      .array(z.discriminatedUnion("kind", [dense, dropout]))
      .min(1)
      .describe("First to last; the last must be dense."),
    loss: z.enum(Object.keys(LOSSES) as LossKind[]).describe(
      `What training makes small. ${Object.entries(LOSSES)
        .map(([kind, what]) => `${kind}: ${what}`)
        .join(". ")}.`,
    ),
  })
  .describe("The network, as it stands before parameters change it.") as z.ZodType<ModelInput, ModelInput>;
