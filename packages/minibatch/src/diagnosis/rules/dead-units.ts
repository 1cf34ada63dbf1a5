import type { Finding } from "../finding.ts";
import { bentLayers, kindOf, type PlacedLayer, weightedLayers } from "../placed-layers.ts";
import type { Symptoms } from "../symptoms.ts";
import { show } from "./data-rules.ts";
import { SCALED_WEIGHTS, scaledWeights } from "./weights-for.ts";

/** Half of a layer's units are above 0 on no row; less is a loss of width that a network can bear. */
const MOST_DEAD = 0.5;

export function deadUnits(symptoms: Symptoms): Finding | null {
  const { model, epochs, optimizer } = symptoms.evidence;
  const mortal = mortalLayers(symptoms);
  for (const layer of mortal) {
    const atStart = symptoms.startOf(layer.name)?.deadUnits ?? 0;
    const shares = epochs.map(({ health }) => health.find((of) => of.layer === layer.name)?.deadUnits ?? 0);
    const atEnd = shares.at(-1) ?? atStart;
    const isBorn = atStart > MOST_DEAD;
    // units that died on the way are missed where little was learnt
    if (atEnd <= MOST_DEAD || (!isBorn && !symptoms.isLeft(0.3))) continue;
    const sums = weightedLayers(model);
    const biased = sums.filter(({ spec }) => ["constant", "normal", "uniform"].includes(kindOf(spec.biases)));
    const open = Object.fromEntries(biased.map(({ path }) => [`${path}.biases`, "zeros"]));
    const weights = scaledWeights(sums);
    const leaky = Object.fromEntries(mortal.map(({ path }) => [`${path}.activation`, "leaky-relu"]));
    const slower = { "optimizer.learningRate": Number((optimizer.learningRate / 10).toPrecision(2)) };
    return {
      kind: "dead-units",
      layer: layer.name,
      epoch: isBorn ? 0 : shares.findIndex((share) => share > MOST_DEAD) + 1,
      says:
        `${show(100 * atEnd)}% of ${layer.name}'s ${unitsOf(layer)} are above 0 on no row: they give nothing and learn ` +
        "nothing.",
      because: { deadUnits: atEnd, deadAtStart: atStart },
      advices: [
        ...(isBorn && biased.length > 0 ? [{ says: "Begin with biases of 0.", change: open }] : []),
        ...(isBorn && biased.length === 0 && weights !== null ? [{ says: SCALED_WEIGHTS, change: weights }] : []),
        ...(isBorn ? [] : [{ says: "Take smaller steps.", change: slower }]),
        { says: "Use leaky ReLU, which lets them recover.", change: leaky },
      ],
    };
  }
  return null;
}

/** Layers whose units can die, before the last one with weights. */
function mortalLayers(symptoms: Symptoms): readonly PlacedLayer[] {
  return bentLayers(symptoms.evidence.model).filter(
    ({ spec, name }) => kindOf(spec.activation) === "relu" && symptoms.startOf(name)?.deadUnits !== null,
  );
}

/** "channels" of pictures, else "units". */
function unitsOf({ spec, siblings, path }: PlacedLayer): string {
  const before = siblings.slice(0, siblings.findIndex((layer) => layer.path === path) + 1);
  const last = before.findLast(({ spec: of }) => "filters" in of || "units" in of || of.kind === "flatten");
  return "filters" in (last?.spec ?? spec) || spec.kind === "residual" ? "channels" : "units";
}
