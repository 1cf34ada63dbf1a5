/** What each hidden unit answers over the plane: of which lines and bends the border is made. */
import type { Points } from "../../protocol/messages.ts";
import type { UnitsData } from "../../protocol/view-data.ts";
import { gridOf } from "./grid.ts";
import type { Seen, View } from "./view.ts";

const SIDE = 24;
const MOST_LAYERS = 3;
const MOST_UNITS = 16;

export const units: View<UnitsData> = {
  applies: (seen) => seen.points !== null && hiddenOf(seen).length > 0,
  async measure(seen) {
    const { extent } = seen.points as Points;
    const values = gridOf(extent, SIDE);
    const rows = { kind: "dense", rows: SIDE * SIDE, features: 2, values, scale: 1 } as const;
    const layers: UnitsData["layers"][number][] = [];
    for (const layer of hiddenOf(seen)) {
      const answers = await seen.outputs.of(layer, rows);
      layers.push({ layer: seen.outputs.nameOf(layer), ...picturesOf(answers) });
    }
    return { side: SIDE, layers };
  },
};

const hiddenOf = ({ outputs, spec }: Seen): readonly number[] =>
  outputs.layers.filter((layer) => layer < spec.model.layers.length - 1).slice(0, MOST_LAYERS);

/** `answers`: [cells, units]. */
function picturesOf(answers: ArrayLike<number>): Pick<UnitsData["layers"][number], "units" | "values"> {
  const cells = SIDE * SIDE;
  const count = answers.length / cells;
  const shown = Math.min(count, MOST_UNITS);
  const values = new Float32Array(shown * cells);
  let largest = Number.MIN_VALUE;
  for (let cell = 0; cell < cells; cell++) {
    for (let unit = 0; unit < shown; unit++) {
      const value = answers[cell * count + unit]!;
      values[unit * cells + cell] = value;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  return { units: count, values: values.map((value) => value / largest) };
}
