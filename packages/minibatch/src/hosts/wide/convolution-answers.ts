/** Known answers of convolutions: channels and filters from one lane to more than a panel, windows of every kind. */
import type { Window } from "../../plan/convolution.ts";
import type { Backend } from "../../plan/executor.ts";
import type { Operation } from "../../plan/operation.ts";
import { Answering, type Tell } from "./answering.ts";
import { made } from "./made-numbers.ts";

/** [images, height, width, channels, filters, kernel rows and columns, stride, dilation, padding, groups] */
type Asked = readonly [number, number, number, number, number, number, number, number, number, number, number];

const ASKED: readonly Asked[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 17, 24, 33].map(
    (width, i): Asked => [1 + (i % 3), 5, 7, 1 + ((i * 5) % 9), width, 3, 2, 1, 1, i % 2, 1],
  ),
  ...[1, 3, 16, 33].map((channels): Asked => [2, 6, 5, channels, 20, 3, 3, 1, 1, 1, 1]),
  [2, 9, 8, 3, 10, 3, 3, 2, 1, 1, 1],
  [2, 9, 8, 4, 5, 2, 3, 1, 2, 2, 1],
  [2, 6, 7, 6, 12, 3, 3, 1, 1, 1, 3],
  [2, 6, 7, 1, 20, 6, 7, 1, 1, 0, 1],
  [1, 40, 37, 16, 17, 3, 3, 1, 1, 1, 1],
  [33, 4, 4, 2, 3, 3, 3, 1, 1, 0, 1],
  ...[2, 3, 4, 9, 16, 18].map((channels): Asked => [2, 7, 6, channels, channels, 3, 2, 1, 1, 1, channels]),
];

/** Of every convolution, or of one in `each`. */
export function answerConvolutions(backend: Backend, each: number, tell: Tell): void {
  for (const [i, asked] of ASKED.entries()) if (i % each === 0) answer(backend, i, asked, tell);
}

function answer(backend: Backend, seed: number, given: Asked, tell: Tell): void {
  const [B, H, W, C, F, KH, KW, stride, dilation, padding, groups] = given;
  const along = (size: number, kernel: number): number =>
    Math.floor((size + 2 * padding - (kernel - 1) * dilation - 1) / stride) + 1;
  const [OH, OW] = [along(H, KH), along(W, KW)];
  const window: Window = {
    ...{ image: [H, W, C], output: [OH, OW, F], stride: [stride, stride], dilation: [dilation, dilation] },
    ...{ before: [padding, padding], groups },
  };
  const asked = new Answering(tell);
  const [x, dx, masked] = [asked.rows(H, W, C), asked.rows(H, W, C), asked.rows(H, W, C)];
  const [y, cut, dy] = [asked.rows(OH, OW, F), asked.rows(OH, OW, F), asked.rows(OH, OW, F)];
  const [w, dw] = [asked.once(KH, KW, C / groups, F), asked.once(KH, KW, C / groups, F)];
  const [b, db] = [asked.once(F), asked.once(F)];
  asked.open(backend, B);
  asked.write(x, made(seed, B * H * W * C));
  asked.write(dy, made(seed + 1, B * OH * OW * F));
  asked.write(w, made(seed + 2, (KH * KW * C * F) / groups));
  asked.write(b, made(seed + 3, F));
  const relu = { activation: "relu", parameter: 0 } as const;
  const operations: Operation[] = [
    { kind: "conv2d", x, w, b, y, window },
    { kind: "conv2d", x, w, b: null, y: cut, window },
    { kind: "activate", ...relu, z: cut, y: cut },
    { kind: "conv2d-backward", dy, w, dx, window },
    { kind: "conv2d-backward", dy, w, dx: masked, window },
    { kind: "activate-backward", ...relu, z: x, y: x, dy: masked },
    { kind: "conv2d-gradient", x, dy, dw, window },
    { kind: "channel-sums", dy, db },
  ];
  asked.run(operations, B);
  asked.tell(B, y, cut, dx, masked, dw, db);
  asked.close();
}
