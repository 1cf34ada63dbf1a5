/** What is wrong with the model as it is written. */
import type { Change, Finding } from "../finding.ts";
import {
  activationAfter,
  kindOf,
  NEARLY_STRAIGHT,
  type PlacedLayer,
  STRAIGHT,
  topLayers,
  weightedLayers,
} from "../placed-layers.ts";
import type { Symptoms } from "../symptoms.ts";
import { weightsFor } from "./weights-for.ts";

/** Units that begin equal, with equal gradients, are one unit for ever. */
export function equalUnits({ evidence }: Symptoms): Finding | null {
  const { model, start } = evidence;
  if (start === null) return null;
  const placed = weightedLayers(model);
  // the last layer may begin with zeros: its inputs differ
  const sums = start.layers.filter(({ isWeighted }) => isWeighted);
  const equal = sums.slice(0, -1).filter((layer) => layer.equalUnits > 0.5);
  if (equal.length === 0) return null;
  const change = Object.fromEntries(
    placed
      .filter(({ spec }) => ["zeros", "ones", "constant"].includes(kindOf(spec.weights)))
      .map((layer) => [`${layer.path}.weights`, weightsFor(activationAfter(layer))]),
  );
  return {
    kind: "equal-units",
    layer: equal[0].layer,
    epoch: 0,
    says: `The units of ${equal[0].layer} begin equal and have equal gradients: they stay one unit.`,
    because: { equalUnits: equal[0].equalUnits },
    advices: [{ says: "Draw the initial weights at random.", change }],
  };
}

interface Idle {
  readonly layer: PlacedLayer;
  /** what stands between it and the next layer of sums, of what bends a little; null: nothing */
  readonly between: PlacedLayer | null;
}

/** A linear layer before another, not narrower than either side, adds nothing that one layer could not do. */
export function missingActivation({ evidence }: Symptoms): Finding | null {
  const { model } = evidence;
  const inputs = Array.isArray(model.inputs) ? (model.inputs.at(-1) as number) : (model.inputs as number);
  const idle = findIdle(topLayers(model), inputs);
  if (idle.length === 0) return null;
  const change: Change = Object.fromEntries(
    idle.flatMap(({ layer: { path, spec } }) => [
      [`${path}.activation`, "relu"],
      // made for layers that are linear, or nearly so
      ...(/^glorot/.test(kindOf(spec.weights)) ? [[`${path}.weights`, weightsFor("relu")]] : []),
    ]),
  );
  const { layer, between } = idle.find((one) => one.between === null) ?? idle[0];
  return {
    kind: "missing-activation",
    layer: layer.name,
    epoch: 0,
    says:
      between === null
        ? `${layer.name} has no activation and ends in another layer of sums: both are as good as one of them.`
        : `${layer.name} has no activation, and between it and the next layer of sums is nothing but ` +
          `${between.name} (${between.spec.kind}): together they are hardly more than one layer.`,
    because: { layersWithout: idle.length },
    advices: [{ says: "Give the hidden layers an activation, and weights that fit it.", change }],
  };
}

/** In a list of layers into which so many numbers, or channels, come. */
function findIdle(layers: readonly PlacedLayer[], inputs: number): readonly Idle[] {
  const idle: Idle[] = [];
  let pending: Idle | null = null;
  let width = inputs;
  for (const layer of layers) {
    const { spec, within } = layer;
    const units = (spec.units ?? spec.filters) as number | undefined;
    idle.push(...findIdle(within, width));
    if (units !== undefined && "weights" in spec) {
      const before: Idle | null = pending;
      const isApart = isGrouped(layer) || (before !== null && isGrouped(before.layer));
      if (before !== null && !isApart) {
        const own = (before.layer.spec.units ?? before.layer.spec.filters) as number;
        // narrower than both sides it is a bottleneck, which may be meant
        if (own >= Math.min(units, width)) idle.push(before);
        width = own;
      }
      pending = kindOf(spec.activation) === "linear" ? { layer, between: null } : null;
      if (pending === null) width = units;
    } else if (NEARLY_STRAIGHT.has(spec.kind)) {
      if (pending?.between === null) pending = { layer: pending.layer, between: layer };
    } else if (!STRAIGHT.has(spec.kind)) pending = null;
  }
  return idle;
}

/** Channels by themselves and then sums of them, as in separable convolutions, are one layer that was cut in two. */
function isGrouped({ spec: { groups } }: PlacedLayer): boolean {
  return groups !== undefined && groups !== 1;
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  relu: [0, Number.POSITIVE_INFINITY],
  softplus: [0, Number.POSITIVE_INFINITY],
  sigmoid: [0, 1],
  "hard-sigmoid": [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1],
};

/** Targets that the last layer's activation cannot reach. */
export function clippedOutput({ evidence }: Symptoms): Finding | null {
  const { model, data } = evidence;
  const last = topLayers(model).findLast(({ spec }) => "activation" in spec);
  if (last === undefined) return null;
  const range = RANGES[kindOf(last.spec.activation)];
  if (range === undefined) return null;
  const least = data.targets.reduce((low, { least: value }) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const most = data.targets.reduce((high, { most: value }) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  if (least >= range[0] && most <= range[1]) return null;
  return {
    kind: "clipped-output",
    layer: last.name,
    epoch: 0,
    says:
      `${last.name} ends in ${kindOf(last.spec.activation)}, which cannot reach all targets: they go from ` +
      `${Number(least.toPrecision(3))} to ${Number(most.toPrecision(3))}.`,
    because: { leastTarget: least, largestTarget: most },
    advices: [{ says: "Leave the last layer's activation out.", change: { [`${last.path}.activation`]: "linear" } }],
  };
}
