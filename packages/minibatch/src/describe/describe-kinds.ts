/**
 * What may be written in a model, an optimizer and the rest, as data: for JSON Schemas, documentation and forms. It is
 * a door of its own because of its sentences, which training does not need.
 *
 * @module minibatch/describe
 */
import { type ActivationSpec, activationProse, activations } from "../activations/activations.ts";
import { type AugmentationSpec, augmentationProse, augmentations } from "../augmentations/augmentations.ts";
import { initializerFields, initializerProse } from "../initializers/define-initializer.ts";
import type { InitializerSpec } from "../initializers/spec.ts";
import "../every-kind.ts";
import { layerHabitProse } from "../layers/layer-habits.ts";
import { layerTable, standIns } from "../layers/layer-table.ts";
import { type LayerSpec, layerProse } from "../layers/layers.ts";
import { moreLayerProse, type StandInSpec } from "../layers/more-layers.ts";
import { layerPeers, type PeerNames } from "../layers/peer-names.ts";
import { type LossKind, lossProse, ruleOfLoss } from "../losses/losses.ts";
import { moreLossProse } from "../losses/more-losses.ts";
import { modelFields, modelProse } from "../model/define-model.ts";
import type { ModelSpec } from "../model/spec.ts";
import { defaultFlavour, optimizerFields } from "../optimizers/define-optimizer.ts";
import { optimizerHabitProse } from "../optimizers/optimizer-habits.ts";
import { optimizerProse, RULES } from "../optimizers/rules.ts";
import type { Flavour, OptimizerKind } from "../optimizers/spec.ts";
import { SCHEDULES, scheduleProse } from "../schedules/rules.ts";
import type { ScheduleSpec } from "../schedules/spec.ts";
import type { OfKind } from "../spec/fields.ts";
import type { Prose } from "../spec/prose.ts";
import type { Described, Takes } from "../spec/takes.ts";
import { fitTable, stoppingTable } from "../train/check-fit.ts";
import { type TrainerOptions, trainerTable } from "../train/create-trainer.ts";
import type { EarlyStopping, FitOptions } from "../train/fit-options.ts";

export type { PeerNames } from "../layers/peer-names.ts";
export { type Described, type Range, sayTakes, type TableName, type Takes } from "../spec/takes.ts";
export { sayDefault } from "./say-default.ts";

/** A field: what it takes, its default, and a sentence where the library has one. */
export interface FieldDescription extends Described {
  readonly says?: string;
}

export type FieldDescriptions = Readonly<Record<string, FieldDescription>>;

export interface KindDescription {
  readonly says: string;
  /** of layers: what other programs call it */
  readonly elsewhere?: PeerNames;
  readonly fields: FieldDescriptions;
}

/** The kinds of the union `S`, each with the fields that it has. */
export type KindDescriptions<S extends { readonly kind: string }> = {
  readonly [K in S["kind"]]: KindDescription & {
    readonly fields: Readonly<Record<Exclude<keyof OfKind<S, K>, "kind">, FieldDescription>>;
  };
};

export interface OptimizerDescription {
  readonly says: string;
  /** its fields in each flavour that has it, the default flavour first */
  readonly flavours: { readonly [F in Flavour]?: FieldDescriptions };
}

/** Every table of kinds by its name in `Takes`, and the fields of what has no kinds. */
export interface Descriptions {
  readonly layer: KindDescriptions<LayerSpec | StandInSpec>;
  readonly activation: KindDescriptions<ActivationSpec>;
  readonly augmentation: KindDescriptions<AugmentationSpec>;
  readonly loss: Readonly<Record<LossKind, KindDescription>>;
  readonly initializer: KindDescriptions<InitializerSpec>;
  readonly schedule: KindDescriptions<ScheduleSpec>;
  readonly optimizer: Readonly<Record<OptimizerKind, OptimizerDescription>>;
  readonly model: Readonly<Record<keyof ModelSpec, FieldDescription>>;
  /** options of calls: `fit`, its early stopping, `createTrainer` */
  readonly fit: Readonly<Record<keyof FitOptions, FieldDescription>>;
  readonly earlyStopping: Readonly<Record<keyof EarlyStopping, FieldDescription>>;
  readonly trainer: Readonly<Record<keyof TrainerOptions, FieldDescription>>;
}

const layersProse = both(both(layerProse, moreLayerProse), { kinds: {}, fields: layerHabitProse });

/** Plain data, made from the tables that the doors check by. */
export function describeKinds(): Descriptions {
  return {
    layer: kindsOf<LayerSpec | StandInSpec>(
      layersProse,
      (kind) => (layerTable[kind] ?? standIns[kind]).fields,
      layerPeers,
    ),
    activation: kindsOf<ActivationSpec>(activationProse, (kind) => activations[kind].fields),
    augmentation: kindsOf<AugmentationSpec>(augmentationProse, (kind) => augmentations[kind].fields),
    loss: mapRecord({ ...lossProse.kinds, ...moreLossProse.kinds }, (says, kind) => ({
      says,
      fields: describeFields(ruleOfLoss(kind).fields as Fields, moreLossProse.fields),
    })),
    initializer: kindsOf<InitializerSpec>(initializerProse, (kind) => initializerFields[kind]),
    schedule: kindsOf<ScheduleSpec>(scheduleProse, (kind) => SCHEDULES[kind].fields),
    optimizer: mapRecord(optimizerProse.kinds, (says, kind) => ({ says, flavours: flavoursOf(kind) })),
    model: describeFields(modelFields, modelProse),
    fit: describeFields(fitTable.fields),
    earlyStopping: describeFields(stoppingTable.fields),
    trainer: describeFields(trainerTable.fields),
  };
}

type Fields = Readonly<Record<string, Described>>;

/** The type pairs a kind with its fields, which are found by name only. */
function kindsOf<S extends { readonly kind: string }>(
  { kinds, fields }: Prose<S["kind"]>,
  fieldsOf: (kind: S["kind"]) => Fields,
  peers: Readonly<Record<string, PeerNames>> = {},
): KindDescriptions<S> {
  const described = mapRecord(kinds, (says, kind) => ({
    says,
    ...(Object.hasOwn(peers, kind) && { elsewhere: peers[kind] }),
    fields: describeFields(fieldsOf(kind), fields),
  }));
  return described as unknown as KindDescriptions<S>;
}

function flavoursOf(kind: OptimizerKind): OptimizerDescription["flavours"] {
  const { flavours } = RULES[kind];
  const first = defaultFlavour(flavours);
  const names = [first, ...(Object.keys(flavours) as Flavour[]).filter((flavour) => flavour !== first)];
  const describe = (flavour: Flavour) =>
    describeFields(optimizerFields(kind, flavour) as Fields, { ...optimizerProse.fields, ...optimizerHabitProse });
  return Object.fromEntries(names.map((flavour) => [flavour, describe(flavour)]));
}

function both<A extends string, B extends string>(a: Prose<A>, b: Prose<B>): Prose<A | B> {
  return { kinds: { ...a.kinds, ...b.kinds }, fields: { ...a.fields, ...b.fields } } as Prose<A | B>;
}

/** The fields without the functions that read them, with their sentences. */
function describeFields<Name extends string>(
  fields: Readonly<Record<Name, Described>>,
  prose: Readonly<Record<string, string>> = {},
): Readonly<Record<Name, FieldDescription>> {
  return mapRecord(fields, ({ takes, fallback, otherwise, says }, name) => ({
    takes: describeTakes(takes, prose),
    ...(fallback !== undefined && { fallback }),
    ...(otherwise !== undefined && { otherwise }),
    ...(Object.hasOwn(prose, name) && { says: prose[name] }),
    ...(says !== undefined && { says }),
  }));
}

function describeTakes(takes: Takes, prose: Readonly<Record<string, string>>): Takes {
  if (takes.type === "fields") return { ...takes, fields: describeFields(takes.fields, prose) };
  if (takes.type === "optional") return { ...takes, of: describeTakes(takes.of, prose) };
  if (takes.type === "either") return { ...takes, of: takes.of.map((one) => describeTakes(one, prose)) };
  return takes;
}

function mapRecord<K extends string, V, W>(
  record: Readonly<Record<K, V>>,
  change: (value: V, key: K) => W,
): Readonly<Record<K, W>> {
  const entries = Object.entries<V>(record) as [K, V][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value, key)])) as Record<K, W>;
}
