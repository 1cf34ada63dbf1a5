import type { Stream } from "minibatch";

/** One of a list, each as likely. */
export const pick = <T>(stream: Stream, of: readonly T[]): T => of[Math.floor(stream.nextFloat() * of.length)]!;

/** Evenly spread in the logarithm, to two digits. */
export const drawRate = (stream: Stream, low: number, high: number): number =>
  Number((low * (high / low) ** stream.nextFloat()).toPrecision(2));
