/** What an optimizer is: frozen JSON. `defineOptimizer` fills in the flavour's defaults and checks. */
import type { ScheduleSpec } from "../schedules/spec.ts";

/** Whose formulas and defaults: Keras 2.2.4, Keras 3 or PyTorch. */
export type Flavour = "keras2" | "keras3" | "torch";

/** The optimizers; not every flavour has every one. */
export type OptimizerKind =
  | "sgd"
  | "rmsprop"
  | "adagrad"
  | "adadelta"
  | "adam"
  | "adamw"
  | "adamax"
  | "nadam"
  | "lion"
  | "radam";

/** Options every optimizer takes. `null` clipping and decay mean none. */
export interface CommonOptions {
  readonly flavour: Flavour;
  readonly learningRate: number;
  /** a factor on the learning rate, by epoch or by step */
  readonly schedule: ScheduleSpec;
  /** keras2 only (torch: Adagrad's lr_decay): eta_t = eta / (1 + decay (t - 1)) */
  readonly decay: number;
  /** keras3: decoupled, as AdamW; torch: added to the gradient, except AdamW's; not in keras2 */
  readonly weightDecay: number;
  /** clip each element to +-clipValue */
  readonly clipValue: number | null;
  /** keras2: over all variables; keras3: per variable */
  readonly clipNorm: number | null;
  readonly globalClipNorm: number | null;
}

/** A complete optimizer: every default filled in, frozen. */
export type OptimizerSpec = CommonOptions &
  (
    | { readonly kind: "sgd"; readonly momentum: number; readonly nesterov: boolean; readonly dampening: number }
    | {
        readonly kind: "rmsprop";
        readonly rho: number;
        readonly epsilon: number;
        readonly momentum: number;
        readonly centered: boolean;
      }
    | { readonly kind: "adagrad"; readonly initialAccumulator: number; readonly epsilon: number }
    | { readonly kind: "adadelta"; readonly rho: number; readonly epsilon: number }
    | {
        readonly kind: "adam" | "adamw";
        readonly beta1: number;
        readonly beta2: number;
        readonly epsilon: number;
        readonly amsgrad: boolean;
      }
    | { readonly kind: "adamax" | "radam"; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
    | {
        readonly kind: "nadam";
        readonly beta1: number;
        readonly beta2: number;
        readonly epsilon: number;
        readonly scheduleDecay: number;
      }
    | { readonly kind: "lion"; readonly beta1: number; readonly beta2: number }
  );
