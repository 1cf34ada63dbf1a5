/**
 * Whether the engine runs pairs of 128-bit operations as one of 256 bits: a host that knows it says so, before the
 * kernels are compiled. The same bits come out either way; a layout of work may be quicker on one of them.
 */

let isWide = false;
let isCompiled = false;

/** Whether kernels that are compiled from now on are widened. */
export function areVectorsWide(): boolean {
  return isWide;
}

/** Says that they are, or are not. */
export function setVectorsWide(wide: boolean): void {
  isWide = wide;
}

/** Whether kernels were compiled in this thread: then it is too late to widen them. */
export function areKernelsCompiled(): boolean {
  return isCompiled;
}

/** Called where they are compiled. */
export function noteCompiled(): void {
  isCompiled = true;
}
