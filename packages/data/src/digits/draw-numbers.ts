/** Small draws from a stream, one 32-bit integer per uniform number: a digit takes about a hundred. */
import type { Stream } from "minibatch";

/** A number of [0, 1), a multiple of 2^-32. */
export function drawUniform(stream: Stream): number {
  return stream.nextUint32() / 2 ** 32;
}

/** A number of [-limit, limit). */
export function drawWithin(stream: Stream, limit: number): number {
  return (2 * drawUniform(stream) - 1) * limit;
}

/**
 * A bell-shaped number of mean 0 and the given sd, never beyond 3 sd: the sum of three uniform numbers, whose sd is
 * 1/2.
 */
export function drawBell(stream: Stream, sd: number): number {
  return (drawUniform(stream) + drawUniform(stream) + drawUniform(stream) - 1.5) * 2 * sd;
}
