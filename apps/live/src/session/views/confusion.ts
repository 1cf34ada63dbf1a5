/** Which classes are taken for which, on the first validation rows, and the rows that are misread most surely. */
import type { Dataset, Rows } from "minibatch";
import { dataSets, sliceRows } from "minibatch-data/sets";
import type { ConfusionData, Misread } from "../../protocol/view-data.ts";
import { judge } from "./judge.ts";
import type { Seen, View } from "./view.ts";

const MOST_ROWS = 1000;
const MOST_MISREAD = 60;
const MOST_CLASSES = 20;

export const confusion: View<ConfusionData> = {
  applies: ({ spec, splits: { validation } }) => {
    const classes = classesOf(spec);
    return validation?.y.kind === "classes" && classes > 1 && classes <= MOST_CLASSES;
  },
  async measure({ spec, splits, trainer, picture }) {
    const all = splits.validation as Dataset;
    const { x, y } = sliceRows(all, 0, Math.min(MOST_ROWS, all.x.rows));
    const classes = classesOf(spec);
    const counts = new Array<number>(classes * classes).fill(0);
    const misread: (Omit<Misread, "picture"> & { readonly row: number })[] = [];
    judge(await trainer.predict(x), x.rows, (row, answer, certainty) => {
      const truth = y.values[row]!;
      counts[truth * classes + answer]!++;
      if (answer !== truth) misread.push({ truth, answer, certainty, row });
    });
    misread.sort((a, b) => b.certainty - a.certainty);
    return {
      classes,
      rows: x.rows,
      counts,
      misread: misread.slice(0, MOST_MISREAD).map(({ row, ...rest }) => ({
        ...rest,
        picture: picture === null ? null : pictureOf(x, row),
      })),
    };
  },
};

function classesOf({ data }: Seen["spec"]): number {
  const { targets } = dataSets[data.set].shape(data);
  return targets.kind === "classes" ? targets.names.length : 0;
}

/** The numbers of a row as grey, 0 to 255. */
function pictureOf(x: Rows, row: number): Uint8Array<ArrayBuffer> {
  const grey = new Uint8Array(x.features);
  if (x.kind === "dense") {
    for (let i = 0; i < x.features; i++) grey[i] = Math.round(255 * x.scale * x.values[row * x.features + i]!);
    return grey;
  }
  for (let i = x.offsets[row]!; i < x.offsets[row + 1]!; i++) grey[x.columns[i]!] = Math.round(255 * x.values[i]!);
  return grey;
}
