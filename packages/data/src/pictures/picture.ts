/** A picture in memory, and what a file says of one before it is decoded. */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** it has no colours: one value a pixel */
  readonly isGray: boolean;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1: gray, 3: red, green, blue */
  readonly channels: 1 | 3;
  /** [height, width, channels] */
  readonly values: Uint8Array;
}

/** A picture of more is refused: what a data set takes of it is a few thousand pixels. */
export const MOST_PIXELS: number = 2 ** 26;

/**
 * Rec. 601 luma in whole numbers, as Pillow has it (`Image.convert("L")`):
 * (19595 R + 38470 G + 7471 B + 32768) / 65536, rounded down.
 */
export function toGray(picture: Picture): Picture {
  const { width, height, channels, values } = picture;
  if (channels === 1) return picture;
  const gray = new Uint8Array(width * height);
  for (let i = 0, from = 0; i < gray.length; i++, from += 3) {
    gray[i] = (19_595 * values[from]! + 38_470 * values[from + 1]! + 7471 * values[from + 2]! + 32_768) >> 16;
  }
  return { width, height, channels: 1, values: gray };
}

/** Gray values as three equal ones. */
export function toColour(picture: Picture): Picture {
  const { width, height, channels, values } = picture;
  if (channels === 3) return picture;
  const colours = new Uint8Array(3 * values.length);
  for (let i = 0, to = 0; i < values.length; i++) {
    colours[to++] = values[i]!;
    colours[to++] = values[i]!;
    colours[to++] = values[i]!;
  }
  return { width, height, channels: 3, values: colours };
}
