/** Pooling as operations. */
import type { Windows } from "../plan/windows.ts";
import type { LayerPlan, LayerSite, Shape } from "./layer.ts";

const nothing = { gradients: () => [], examined: null } as const;

/** y = the largest in each window; where it lay, so that dy finds it. */
export function planMaxPool(windows: Windows, output: Shape, { x, dx, activation }: LayerSite): LayerPlan {
  const y = activation("y", output);
  const dy = activation("dy", output);
  const places = dx === null ? null : activation("places", output, "int");
  return {
    dy,
    forward: (x, isTraining) => ({
      operations: [{ kind: "max-pool", x, y, places: isTraining ? places : null, windows }],
      y,
    }),
    backward: dx === null || places === null ? [] : [{ kind: "max-pool-backward", dy, places, x, y, dx, windows }],
    ...nothing,
  };
}

/** y = the mean of each window; dx = shares of dy. */
export function planAveragePool(windows: Windows, output: Shape, { dx, activation }: LayerSite): LayerPlan {
  const y = activation("y", output);
  const dy = activation("dy", output);
  return {
    dy,
    forward: (x) => ({ operations: [{ kind: "average-pool", x, y, windows }], y }),
    backward: dx === null ? [] : [{ kind: "average-pool-backward", dy, dx, windows }],
    ...nothing,
  };
}
