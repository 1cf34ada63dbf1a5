/** What the network answers over the plane, for data of two inputs. */
import type { Points } from "../../protocol/messages.ts";
import type { BoundaryData } from "../../protocol/view-data.ts";
import { gridOf } from "./grid.ts";
import { judge } from "./judge.ts";
import type { View } from "./view.ts";

const SIDE = 64;

export const boundary: View<BoundaryData> = {
  applies: ({ points }) => points !== null,
  async measure({ trainer, points }) {
    const cells = SIDE * SIDE;
    const values = gridOf((points as Points).extent, SIDE);
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
