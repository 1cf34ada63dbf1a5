/** Data of the lab's shape, drawn small: rows enough for the report's splits, few columns. */
import { below, createNormalSource, createStream, type Dataset } from "minibatch";
import type { LabData } from "../src/training/training-data.ts";

export const SMALL_FEATURES = 8;
export const SMALL_CLASSES = 3;
const TRAIN_ROWS = 10_600;
const TEST_ROWS = 300;
const SEQUENCES = 480;
const BITS = 20;

export function drawSmallLabData(): LabData {
  return {
    mnist: { train: drawDigits(1, TRAIN_ROWS), test: drawDigits(2, TEST_ROWS) },
    sequences: drawSequences(),
  };
}

/** Three noisy clouds: learnable, not at once. */
function drawDigits(seed: number, rows: number): Dataset {
  const stream = createStream(seed, "data");
  const normal = createNormalSource(stream);
  const labels = Uint8Array.from({ length: rows }, () => below(stream, SMALL_CLASSES));
  const values = Float32Array.from({ length: rows * SMALL_FEATURES }, (_, i) => {
    const label = labels[Math.floor(i / SMALL_FEATURES)]!;
    return normal() + ((i % SMALL_FEATURES) % SMALL_CLASSES === label ? 1 : 0);
  });
  return {
    x: { kind: "dense", rows, features: SMALL_FEATURES, values, scale: 1 },
    y: { kind: "classes", values: labels },
  };
}

/** Typed rows (the first half) alternate more often than random ones. */
function drawSequences(): Dataset {
  const stream = createStream(3, "data");
  const targets = Float32Array.from({ length: SEQUENCES }, (_, row) => (row < SEQUENCES / 2 ? 1 : 0));
  const values = new Float32Array(SEQUENCES * BITS);
  for (let i = 0; i < values.length; i++) {
    const typed = i < values.length / 2;
    const previous = i % BITS === 0 ? below(stream, 2) : values[i - 1]!;
    values[i] = typed && below(stream, 10) < 7 ? 1 - previous : below(stream, 2);
  }
  return {
    x: { kind: "dense", rows: SEQUENCES, features: BITS, values, scale: 1 },
    y: { kind: "values", columns: 1, values: targets },
  };
}
