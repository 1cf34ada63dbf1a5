/** What pooling gives, and what goes by channels: windows apart, overlapping and cut off, channels of every count. */
import type { Backend } from "../../plan/executor.ts";
import type { Operation } from "../../plan/operation.ts";
import type { Windows } from "../../plan/windows.ts";
import { Answering, type Tell } from "./answering.ts";
import { made } from "./made-numbers.ts";

/** Apart and overlapping, of 2 x 2 and of others; the last two are cut off at each edge. */
const WINDOWS: readonly Windows[] = [
  { input: [4, 6], output: [2, 3], size: [2, 2], stride: [2, 2], before: [0, 0] },
  { input: [5, 5], output: [1, 2], size: [3, 2], stride: [4, 3], before: [0, 0] },
  { input: [4, 5], output: [2, 3], size: [3, 3], stride: [2, 2], before: [0, 1] },
  { input: [5, 4], output: [3, 2], size: [2, 3], stride: [2, 3], before: [1, 1] },
];

/** Channels of every count around vectors, and slopes and masks for each of them. */
export function answerPooling(backend: Backend, widths: readonly number[], tell: Tell): void {
  for (const [w, windows] of WINDOWS.entries()) {
    const asked = new Answering(tell);
    const sets = widths.map((C) => {
      const [x, dx] = [asked.rows(...windows.input, C), asked.rows(...windows.input, C)];
      const [y, dy] = [asked.rows(...windows.output, C), asked.rows(...windows.output, C)];
      return { C, x, dx, y, dy, places: asked.tensor("activation", "row", "int", ...windows.output, C) };
    });
    asked.open(backend, 7);
    for (const [i, { C, x, dx, y, dy, places }] of sets.entries()) {
      const B = 1 + ((i + w) % 7);
      const cut: Operation = { kind: "activate-backward", activation: "relu", parameter: 0, z: x, y: x, dy: dx };
      const back: Operation = { kind: "max-pool-backward", dy, places, x, y, dx, windows };
      // few, so that many are equal
      asked.write(x, made(C, B * count(windows.input) * C, -3, 4).map(Math.floor));
      asked.write(dy, made(C + 1, B * count(windows.output) * C));
      asked.run([{ kind: "max-pool", x, y, places, windows }, back], B);
      asked.tell(B, y, places, dx);
      asked.run([{ kind: "max-pool", x, y, places: null, windows }, back, cut], B);
      asked.tell(B, y, dx);
      asked.write(x, made(C + 2, B * count(windows.input) * C));
      asked.run(
        [
          { kind: "average-pool", x, y, windows },
          { kind: "average-pool-backward", dy, dx, windows },
        ],
        B,
      );
      asked.tell(B, y, dx);
    }
    asked.close();
  }
  answerChannels(backend, widths, tell);
}

function count([height, width]: Windows["input"]): number {
  return height * width;
}

function answerChannels(backend: Backend, widths: readonly number[], tell: Tell): void {
  const asked = new Answering(tell);
  const sets = widths.map((C, i) => {
    const cells = 1 + (i % 5);
    const [x, y, dy, dx] = [asked.rows(cells, C), asked.rows(cells, C), asked.rows(cells, C), asked.rows(cells, C)];
    return { C, cells, x, y, dy, dx, m: asked.rows(C), a: asked.once(C), da: asked.once(C) };
  });
  const [one, ofOne] = [asked.once(1), asked.once(1)];
  asked.open(backend, 13);
  for (const [i, { C, cells, x, y, dy, dx, m, a, da }] of sets.entries()) {
    const B = 1 + (i % 13);
    const N = B * cells * C;
    asked.write(x, made(i, N));
    asked.write(dy, made(i + 1, N));
    asked.write(m, made(i + 2, B * C));
    asked.write(a, made(i + 3, C));
    asked.write(one, [0.25]);
    for (const [slopes, gradient] of [
      [a, da],
      [one, ofOne],
    ]) {
      asked.run(
        [
          { kind: "slope-below-zero", x, a: slopes, y },
          { kind: "slope-below-zero-backward", x, a: slopes, dy, dx },
          { kind: "slope-below-zero-gradient", x, dy, da: gradient },
        ],
        B,
      );
      asked.tell(B, y, dx, gradient);
    }
    asked.run([{ kind: "multiply-channels", x, m, y }], B);
    asked.tell(B, y);
  }
  asked.close();
}
