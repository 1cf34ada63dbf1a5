/**
 * A kind of layer for tests, with tensors that no gradient changes: y = x w + b, w drawn once, b learnt; and the sums
 * of what came in at the last step, which training overwrites. Import it to have the kind.
 */
import type { LayerInput } from "../src/index.ts";
import { type LayerBase, type LayerKind, layerName } from "../src/layers/layer.ts";
import { layerKinds } from "../src/layers/layers.ts";
import { number } from "../src/spec/fields.ts";

interface ProjectionSpec extends LayerBase {
  readonly kind: "projection";
  readonly units: number;
}

const projection: LayerKind<ProjectionSpec> = {
  fields: { name: layerName, units: number({ atLeast: 1, whole: true }) },
  outputShape: ({ units }) => [units],

  tensors({ units }, [inputs]) {
    const fans = { inputs, outputs: units };
    const of = (role: string, shape: readonly number[], trained: boolean) => ({
      ...{ role, shape, trained, fans, penalty: null, drawnAs: "weights" as const },
      gradientName: `${role}' gradient`,
    });
    return [
      { ...of("weights", [inputs, units], false), initial: { kind: "normal", mean: 0, sd: 1 } },
      { ...of("biases", [units], true), initial: { kind: "zeros" } },
      { ...of("sums", [inputs], false), initial: { kind: "zeros" } },
    ];
  },

  plan({ units }, site) {
    const [y, dy] = [site.activation("y", [units]), site.activation("dy", [units])];
    const [w, b] = [site.tensor("weights"), site.tensor("biases")];
    return {
      dy,
      forward: (x, isTraining) => ({
        operations: [
          ...(isTraining ? [{ kind: "column-sums", dy: x, db: site.tensor("sums") } as const] : []),
          { kind: "dense", x, w, b, y },
        ],
        y,
      }),
      backward: site.dx === null ? [] : [{ kind: "dense-backward", dy, w, dx: site.dx }],
      gradients: () => [{ kind: "column-sums", dy, db: site.gradient("biases") }],
      examined: { output: y, role: "biases", canDie: false, isSaturated: null },
    };
  },

  work: ({ units }, [inputs]) => inputs * units,
  room: ({ units }) => 2 * units,
  outputActivation: () => ({ kind: "linear" }),
};

Object.assign(layerKinds, { projection });

/** As a model's layer. */
export function projectionLayer(name: string, units: number): LayerInput {
  return { kind: "projection", name, units } as never;
}
