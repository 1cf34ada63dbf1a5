/** A row of pixels as a small PNG (W3C, Portable Network Graphics, third edition) that a page carries in itself. */
import { crc32, deflateSync } from "node:zlib";

/** Grey, or red, green and blue. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** [height, width, channels] row-major, 0 to 255 */
  readonly values: Uint8Array;
}

/** Shown an inch wide at most; a larger one would only make the page heavy. */
const LARGEST_SIDE = 96;

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const COLOR_TYPES = { 1: 0, 3: 2 } as const;

/** `data:image/png;base64,...` */
export function encodePicture(pixels: Pixels): string {
  return `data:image/png;base64,${Buffer.from(encodePng(shrink(pixels))).toString("base64")}`;
}

export function encodePng({ height, width, channels, values }: Pixels): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, COLOR_TYPES[channels], 0, 0, 0], 8);
  // each line begins with its filter: none
  const stride = width * channels;
  const lines = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++) lines.set(values.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Every n-th pixel of every n-th line. */
function shrink(pixels: Pixels): Pixels {
  const { height, width, channels, values } = pixels;
  const every = Math.ceil(Math.max(height, width) / LARGEST_SIDE);
  if (every === 1) return pixels;
  const [rows, columns] = [Math.ceil(height / every), Math.ceil(width / every)];
  const kept = new Uint8Array(rows * columns * channels);
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const from = (y * every * width + x * every) * channels;
      for (let c = 0; c < channels; c++) kept[at++] = values[from + c]!;
    }
  }
  return { height: rows, width: columns, channels, values: kept };
}

/** Their height, width and channels where arrays of such a shape are pictures; else null. */
export function pictureShape(shape: readonly number[]): Omit<Pixels, "values"> | null {
  const [height = 0, width = 0, channels = 1] = shape;
  if (shape.length < 2 || shape.length > 3 || height < 2 || width < 2) return null;
  return channels === 1 || channels === 3 ? { height, width, channels } : null;
}

/**
 * Whole numbers of 0 to 255 are taken as they are, numbers from 0 to 1 as shares of 255; any others from the least to
 * the greatest of the picture.
 */
export function toPixels(shape: Omit<Pixels, "values">, numbers: ArrayLike<number>): Pixels {
  if (numbers instanceof Uint8Array) return { ...shape, values: numbers };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < numbers.length; i++) {
    low = Math.min(low, numbers[i]!);
    high = Math.max(high, numbers[i]!);
  }
  if (low >= 0 && high <= 1) [low, high] = [0, 1];
  else if (low >= 0 && high <= 255) [low, high] = [0, 255];
  const scale = high > low ? 255 / (high - low) : 0;
  return { ...shape, values: Uint8Array.from(numbers, (value) => Math.floor((value - low) * scale + 0.5)) };
}
