/**
 * Data of the report's columns (784 pixels, 20 bits) but few rows and little ink, so that whole reproductions run in a
 * test.
 */
import { below, createStream, type Dataset } from "minibatch";
import type { ReproductionData } from "../src/reproduce/load-reproduction-data.ts";
import { drawSmallLabData } from "./small-lab-data.ts";

const PIXELS = 784;
const DIGITS = 10;
const INK = 12;
/** pixels in which a digit's ink lies */
const REGION = 70;
/** validation takes the last 10,000, which leaves 1,000 to train */
const TRAIN_ROWS = 11_000;
const TEST_ROWS = 400;

export function drawThinData(): ReproductionData {
  const { sequences } = drawSmallLabData();
  return {
    lab: { mnist: { train: drawThinDigits(1, TRAIN_ROWS), test: drawThinDigits(2, TEST_ROWS) }, sequences },
    records: {
      mnist: { source: "synthetic", sha256: { "thin-digits": "drawn by test/thin-lab-data.ts" } },
      sequences: { source: "synthetic", sha256: { "small-sequences": "drawn by test/small-lab-data.ts" } },
    },
  };
}

function drawThinDigits(seed: number, rows: number): Dataset {
  const stream = createStream(seed, "data");
  const labels = new Uint8Array(rows);
  const values = new Float32Array(rows * INK);
  const columns = new Uint16Array(rows * INK);
  for (let row = 0; row < rows; row++) {
    const label = below(stream, DIGITS);
    labels[row] = label;
    const ink = new Set<number>();
    while (ink.size < INK)
      ink.add(below(stream, 3) === 0 ? below(stream, PIXELS) : label * REGION + below(stream, REGION));
    columns.set(Uint16Array.from(ink).sort(), row * INK);
  }
  for (let i = 0; i < values.length; i++) values[i] = (1 + below(stream, 255)) / 255;
  const offsets = Uint32Array.from({ length: rows + 1 }, (_, row) => row * INK);
  return {
    x: { kind: "compressed", rows, features: PIXELS, values, columns, offsets },
    y: { kind: "classes", values: labels },
  };
}
