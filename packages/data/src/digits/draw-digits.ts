/**
 * Handwritten-like digits drawn by a procedure, for machines without MNIST: strokes, each way a digit is written,
 * deformed, inked and normalized like MNIST. Digit k of a seed is the same in every engine and needs none of the digits
 * before it.
 */
import { createStream, type Stream } from "minibatch";
import { allocate } from "../rows/allocate.ts";
import { LineDeformer } from "./deform-line.ts";
import { DIGIT_SHAPES, type DigitShape } from "./digit-shapes.ts";
import { type DigitStyle, HANDWRITING } from "./digit-style.ts";
import { drawUniform, drawWithin } from "./draw-numbers.ts";
import { fitLine, IMAGE_SIZE } from "./fit-line.ts";
import { inkLine } from "./ink-line.ts";
import { Line } from "./line.ts";
import { traceStroke } from "./trace-stroke.ts";

/** Pixels of an image, 28 x 28. */
export const PIXEL_COUNT: number = IMAGE_SIZE * IMAGE_SIZE;

/** More than any shape has: at most 11 pen points with 4 steps between, in at most 2 strokes. */
const MOST_POINTS = 128;
const MOST_STROKES = 4;

/** The second index of the stream, which keeps these draws from those of other synthetic data with the same seed. */
const DIGIT_STREAM = 1;

/** Drawn digits and which they are. */
export interface Digits {
  /** [count, 784] bytes, row-major, 0 paper .. 255 ink */
  readonly images: Uint8Array;
  /** [count] 0 .. 9 */
  readonly labels: Uint8Array;
}

/**
 * Digits `first` .. `first + count - 1` of a seed; `shared`: on memory that threads can share. Throws SpecError for a
 * seed or index out of range.
 */
export function drawDigits(seed: number, first: number, count: number, shared = false): Digits {
  const images = new Uint8Array(allocate(count * PIXEL_COUNT, shared));
  const labels = new Uint8Array(allocate(count, shared));
  const pen = new DigitPen(HANDWRITING);
  for (let i = 0; i < count; i++) {
    const stream = createStream(seed, "data", first + i, DIGIT_STREAM);
    labels[i] = pen.draw(stream, images, i * PIXEL_COUNT);
  }
  return { images, labels };
}

/** Draws one digit at a time, with buffers of its own. */
class DigitPen {
  readonly #style: DigitStyle;
  readonly #deformer: LineDeformer;
  readonly #line: Line = new Line(MOST_POINTS, MOST_STROKES);
  readonly #coverage: Float64Array = new Float64Array(PIXEL_COUNT);

  constructor(style: DigitStyle) {
    this.#style = style;
    this.#deformer = new LineDeformer(style);
  }

  /** Writes 784 bytes into `images` from `offset`; returns which digit it is. */
  draw(stream: Stream, images: Uint8Array, offset: number): number {
    const style = this.#style;
    const digit = Math.floor(drawUniform(stream) * DIGIT_SHAPES.length);
    const shapes = DIGIT_SHAPES[digit] as readonly DigitShape[];
    const shape = shapes[Math.floor(drawUniform(stream) * shapes.length)] as DigitShape;

    this.#line.clear();
    for (const stroke of shape) traceStroke(stroke, style.wobble, stream, this.#line);
    this.#deformer.deform(this.#line, stream);
    const penRadius = style.thinPen + drawUniform(stream) * (style.thickPen - style.thinPen);
    this.#press(stream, penRadius);
    fitLine(this.#line, penRadius);
    inkLine(this.#line, this.#coverage);

    const darkest = 255 * (1 - 0.15 * drawUniform(stream));
    for (let pixel = 0; pixel < PIXEL_COUNT; pixel++) {
      const covered = this.#coverage[pixel] as number;
      images[offset + pixel] = covered === 0 ? 0 : covered * darkest * (1 - style.grain * drawUniform(stream));
    }
    return digit;
  }

  /**
   * Gives each point its pen radius: growing or shrinking along the stroke, negative where it is not down yet or no
   * longer.
   */
  #press(stream: Stream, penRadius: number): void {
    const { pressure, cutChance, cutShare } = this.#style;
    const line = this.#line;
    for (let stroke = 0; stroke < line.strokeCount; stroke++) {
      const change = drawWithin(stream, pressure);
      const late = drawUniform(stream) < cutChance ? drawUniform(stream) * cutShare : 0;
      const early = drawUniform(stream) < cutChance ? drawUniform(stream) * cutShare : 0;
      const start = line.starts[stroke] as number;
      const last = line.endOf(stroke) - 1;
      for (let i = start; i <= last; i++) {
        const share = (i - start) / (last - start);
        const isDown = share >= late && share <= 1 - early;
        line.radius[i] = isDown ? penRadius * (1 + change * (share - 0.5)) : -1;
      }
    }
  }
}
