/** What the network answers over the plane, for data of two inputs. */
import type { Points } from "../../protocol/messages.ts";
import type { BoundaryData } from "../../protocol/view-data.ts";
import { judge } from "./judge.ts";
import type { View } from "./view.ts";

const SIDE = 64;

export const boundary: View<BoundaryData> = {
  applies: ({ points }) => points !== null,
  async measure({ trainer, points }) {
    const cells = SIDE * SIDE;
    const values = gridOf((points as Points).extent);
    const answers = await trainer.predict({ kind: "dense", rows: cells, features: 2, values, scale: 1 });
    const classes = new Uint8Array(cells);
    const confidence = new Uint8Array(cells);
    judge(answers, cells, (row, label, certainty) => {
      classes[row] = label;
      confidence[row] = Math.round(255 * certainty);
    });
    return { side: SIDE, classes, confidence };
  },
};

/** [cells, 2]: the middle of each cell, the top row first. */
function gridOf([left, bottom, right, top]: Points["extent"]): Float32Array {
  const values = new Float32Array(2 * SIDE * SIDE);
  for (let row = 0, i = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      values[i++] = left + ((column + 0.5) / SIDE) * (right - left);
      values[i++] = top - ((row + 0.5) / SIDE) * (top - bottom);
    }
  }
  return values;
}
