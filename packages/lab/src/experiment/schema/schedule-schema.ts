import type { ScheduleInput, ScheduleSpec } from "minibatch";
import * as z from "zod";
import { kindSchema } from "./library-schema.ts";

type Kind = ScheduleSpec["kind"];

const KINDS: Readonly<Record<Kind, string>> = {
  constant: "The rate stays as it is.",
  step: "Times factor after each of at.",
  exponential: "Times factor^(t / every).",
  "inverse-time": "Divided by 1 + decay t / every.",
  polynomial: "From 1 to end over over, by (1 - t / over)^power.",
  cosine: "A linear warm-up, then half a cosine down to end; may be restarted.",
  "one-cycle": "Up from start over the share up, then down to end.",
  "reduce-on-plateau": "Times factor when the metric has not improved for patience epochs.",
};

const number = (what: string) => z.number().optional().describe(what);

const unit = z.enum(["epoch", "step"]).optional().describe("What t counts. Default epoch.");
const staircase = z.boolean().optional().describe("Only whole powers, so that the rate falls in steps.");
const over = number("How long it takes, in epochs or steps.");
const end = number("The factor at the end.");

const OPTIONS: Readonly<Record<Kind, z.core.$ZodShape>> = {
  constant: {},
  step: {
    unit,
    at: z.array(z.number()).optional().describe("After which epochs or steps."),
    factor: number("Factor at each."),
  },
  exponential: { unit, factor: number("Factor."), every: number("In how many epochs or steps."), staircase },
  "inverse-time": { unit, decay: number("Decay."), every: number("In how many epochs or steps."), staircase },
  polynomial: { unit, over, end, power: number("Exponent.") },
  cosine: {
    unit,
    warmup: number("Epochs or steps of the warm-up."),
    over,
    end,
    restarts: number("How often it starts again."),
    restartFactor: number("How much longer each period is."),
  },
  "one-cycle": { unit, over, up: number("Share of over."), start: number("The factor at the beginning."), end },
  "reduce-on-plateau": {
    metric: z.enum(["validation-loss", "train-loss"]).optional().describe("What must improve."),
    factor: number("Factor."),
    patience: number("Epochs without an improvement."),
    minDelta: number("An improvement must be larger."),
    cooldown: number("Epochs to wait after a reduction."),
    minFactor: number("Never below this share of the rate."),
  },
};

export const scheduleSchema: z.ZodType<ScheduleInput> = kindSchema(KINDS, (kind) => OPTIONS[kind]).meta({
  id: "schedule",
  description: "A factor on the learning rate, by epoch or by step. Default constant.",
}) as z.ZodType<ScheduleInput>;
