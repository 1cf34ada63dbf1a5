import { defineInitializer, type InitializerInput, type InitializerSpec } from "minibatch";
import type * as z from "zod";
import { kindSchema, optionSchema } from "./library-schema.ts";

const KINDS: Readonly<Record<InitializerSpec["kind"], string>> = {
  zeros: "All 0.",
  ones: "All 1.",
  constant: "All the same.",
  uniform: "Uniform between low and high.",
  normal: "Normal.",
  "truncated-normal": "Normal, cut at two standard deviations.",
  "glorot-uniform": "X. Glorot and Y. Bengio 2010, uniform: Keras's default.",
  "glorot-normal": "X. Glorot and Y. Bengio 2010, normal.",
  "he-uniform": "K. He et al. 2015, uniform.",
  "he-normal": "K. He et al. 2015, normal.",
  "lecun-uniform": "Y. LeCun et al. 1998, uniform.",
  "lecun-normal": "Y. LeCun et al. 1998, normal.",
  orthogonal: "A. Saxe et al. 2014: orthogonal rows or columns, times gain.",
  "torch-linear": "PyTorch's Linear: uniform within 1 / sqrt(inputs), biases as well.",
};

const OPTIONS: Readonly<Record<string, string>> = {
  value: "The value.",
  low: "Lower end.",
  high: "Upper end.",
  mean: "Mean.",
  sd: "Standard deviation.",
  truncated: "Cut at two standard deviations and scaled again, as Keras; false draws plain normals.",
  gain: "Factor.",
};

export const initializerSchema: z.ZodType<InitializerInput> = kindSchema(KINDS, (kind) => {
  const { kind: _, ...options } = defineInitializer(kind);
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, optionSchema(value, OPTIONS[name] ?? "")]),
  );
}).meta({ id: "initializer" }) as z.ZodType<InitializerInput>;
