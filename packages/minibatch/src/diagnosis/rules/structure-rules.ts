/** What is wrong with the model as it is written. */
import type { Change, Finding } from "../finding.ts";
import { kindOf, type PlacedLayer, placeLayers, type Symptoms, weightedLayers } from "../symptoms.ts";
import { weightsFor } from "./weights-for.ts";

/** Units that begin equal, with equal gradients, are one unit for ever. */
export function equalUnits({ evidence }: Symptoms): Finding | null {
  const { model, start } = evidence;
  if (start === null) return null;
  const placed = weightedLayers(model);
  // the last layer may begin with zeros: its inputs differ
  const equal = start.layers.slice(0, -1).filter((layer) => layer.equalUnits > 0.5);
  if (equal.length === 0) return null;
  const change = Object.fromEntries(
    placed
      .filter(({ spec }) => ["zeros", "ones", "constant"].includes(kindOf(spec.weights)))
      .map(({ path, spec }) => [`${path}.weights`, weightsFor(kindOf(spec.activation))]),
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

/** Layers that leave a sum of inputs a sum of inputs. */
const STRAIGHT: ReadonlySet<string> = new Set([
  "dropout",
  "spatial-dropout",
  "gaussian-noise",
  "flatten",
  "reshape",
  "batch-norm",
  "average-pool2d",
]);

/** A linear layer before another, not narrower than either side, adds nothing that one layer could not do. */
export function missingActivation({ evidence }: Symptoms): Finding | null {
  const { model } = evidence;
  const top = placeLayers(model).filter(({ path }) => /^model\.layers\[\d+\]$/.test(path));
  const idle: PlacedLayer[] = [];
  let pending: PlacedLayer | null = null;
  let inputs = Array.isArray(model.inputs)
    ? (model.inputs as readonly number[]).reduce((a, b) => a * b, 1)
    : model.inputs;
  for (const layer of top) {
    const units = (layer.spec.units ?? layer.spec.filters) as number | undefined;
    if (units !== undefined && "weights" in layer.spec) {
      const before: PlacedLayer | null = pending;
      if (before !== null) {
        const width = (before.spec.units ?? before.spec.filters) as number;
        // narrower than both sides it is a bottleneck, which may be meant
        if (width >= Math.min(units, inputs as number)) idle.push(before);
        inputs = width;
      }
      pending = kindOf(layer.spec.activation) === "linear" ? layer : null;
      if (pending === null) inputs = units;
    } else if (!STRAIGHT.has(layer.spec.kind)) pending = null;
  }
  if (idle.length === 0) return null;
  const change: Change = Object.fromEntries(idle.map(({ path }) => [`${path}.activation`, "relu"]));
  return {
    kind: "missing-activation",
    layer: idle[0].name,
    epoch: 0,
    says: `${idle[0].name} has no activation and ends in another layer of sums: both are as good as one of them.`,
    because: { layersWithout: idle.length },
    advices: [{ says: "Give the hidden layers an activation.", change }],
  };
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
  const last = weightedLayers(model).at(-1);
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
