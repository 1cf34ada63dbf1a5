/** The signatures of `wasm/*.ts`: pointers are byte offsets into the instance's memory. */

type Pointer = number;

export interface WasmExports {
  heapBase(): Pointer;
  run(team: Pointer, program: Pointer, first: number, end: number, threads: number, maySleep: 0 | 1): number;
  compressRows(
    x: Pointer,
    isBytes: 0 | 1,
    scale: number,
    B: number,
    I: number,
    rowBytes: number,
    segments: number,
    entries: Pointer,
    runs: Pointer,
  ): void;
  appendRows(runs: Pointer, B: number, segments: number, base: Pointer, to: Pointer, offsets: Pointer): Pointer;
  serve(team: Pointer, thread: number, seen: number): void;
  dismiss(team: Pointer): void;
  gemmScratchBytes(): number;
  denseForward(x: Pointer, w: Pointer, b: Pointer, y: Pointer, scratch: Pointer, B: number, I: number, O: number): void;
  denseBackwardInput(dy: Pointer, w: Pointer, dx: Pointer, scratch: Pointer, B: number, I: number, O: number): void;
  denseBackwardWeights(
    x: Pointer,
    dy: Pointer,
    dw: Pointer,
    db: Pointer,
    scratch: Pointer,
    B: number,
    I: number,
    O: number,
  ): void;
  sparseForward(
    values: Pointer,
    columns: Pointer,
    offsets: Pointer,
    w: Pointer,
    b: Pointer,
    y: Pointer,
    scratch: Pointer,
    runs: Pointer,
    B: number,
    O: number,
  ): void;
  sparseBackwardWeights(
    values: Pointer,
    columns: Pointer,
    offsets: Pointer,
    dy: Pointer,
    dw: Pointer,
    db: Pointer,
    scratch: Pointer,
    index: Pointer,
    B: number,
    I: number,
    O: number,
  ): void;
  softmaxCrossEntropy(
    logits: Pointer,
    labels: Pointer,
    prediction: Pointer,
    dlogits: Pointer,
    B: number,
    C: number,
  ): number;
  softmaxCrossEntropySoft(
    logits: Pointer,
    targets: Pointer,
    prediction: Pointer,
    dlogits: Pointer,
    B: number,
    C: number,
  ): number;
  sigmoidBinaryCrossEntropy(
    logits: Pointer,
    targets: Pointer,
    prediction: Pointer,
    dlogits: Pointer,
    N: number,
    scale: number,
  ): number;
  meanSquaredError(y: Pointer, targets: Pointer, dy: Pointer, N: number, scale: number): number;
  multiply(x: Pointer, m: Pointer, y: Pointer, N: number): void;
  sumOfSquares(x: Pointer, N: number): number;
  sumOfMagnitudes(x: Pointer, N: number): number;
  scale(x: Pointer, c: number, N: number): void;
  clip(x: Pointer, limit: number, N: number): void;
  addPenaltyGradient(g: Pointer, w: Pointer, l1: number, l2: number, N: number): void;
  addScaled(g: Pointer, w: Pointer, c: number, N: number): void;
  /** `kind`, `formula`: a number of program/codes.ts */
  forwardPart(kind: number, parameter: number, z: Pointer, y: Pointer, N: number): void;
  backwardPart(kind: number, parameter: number, z: Pointer, y: Pointer, dy: Pointer, dz: Pointer, N: number): void;
  updatePart(formula: number, p: Pointer, g: Pointer, slots: Pointer, from: number, c: Pointer, N: number): void;
}
