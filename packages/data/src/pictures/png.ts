/**
 * PNG pictures (ISO/IEC 15948). fast-png undoes the filters; chunks, checksums and sizes are checked before, and what
 * is not the picture, such as colour profiles, is left out.
 */
import { Unzlib } from "fflate";
import { FormatError } from "minibatch";
import { crc32 } from "../formats/crc32.ts";
import { MOST_PIXELS, type Picture, type PictureSize } from "./picture.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10] as const;

/** Values a pixel by colour type: gray, colour, palette, gray with alpha, colour with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const PALETTE = 3;

/** RFC 1951: a deflate stream grows by at most this factor. */
const LARGEST_GROWTH = 1032;
/** Compressed bytes that may be inflated without looking how much comes out. */
const FREE_BYTES = 32_768;
const SLICE_BYTES = 16_384;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

interface Header extends PictureSize {
  readonly depth: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

/** What its header says. Throws FormatError where that cannot be. */
export function sizeOfPng(bytes: Uint8Array, name: string): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isPng(bytes) || bytes.length < 33 || view.getUint32(12) !== IHDR || view.getUint32(8) !== 13) {
    throw damaged(name, "it has no header of a PNG picture");
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colourType, interlace] = [bytes[24]!, bytes[25]!, bytes[28]!];
  const isKnown = DEPTHS[colourType]?.includes(depth) === true && bytes[26] === 0 && bytes[27] === 0 && interlace <= 1;
  if (!isKnown || width === 0 || height === 0) throw damaged(name, "its header is none of a PNG picture");
  if (width * height > MOST_PIXELS) {
    throw new FormatError(
      `Cannot read ${name}: it has ${width} x ${height} pixels, at most ${MOST_PIXELS} are read; make it smaller`,
    );
  }
  if (interlace === 1 && depth < 8) {
    throw new FormatError(
      `Cannot read ${name}: it is interlaced with ${depth} bits a pixel, which is not read; save it without`,
    );
  }
  return {
    width,
    height,
    depth,
    colourType,
    isInterlaced: interlace === 1,
    isGray: colourType === 0 || colourType === 4,
  };
}

const IHDR = 0x49484452;
const PLTE = 0x504c5445;
const TRNS = 0x74524e53;
const IDAT = 0x49444154;
const IEND = 0x49454e44;

/** The decoder, loaded when there is a picture. */
export async function loadPngDecoder(): Promise<(bytes: Uint8Array, name: string) => Picture> {
  const { decode, convertIndexedToRgb } = await import("fast-png");
  return (bytes, name) => {
    const header = sizeOfPng(bytes, name);
    const clean = withoutExtras(bytes, header, name);
    try {
      const decoded = decode(clean);
      const { palette, transparency = null } = decoded;
      if (header.colourType === PALETTE) {
        if (palette === undefined) throw new Error("it has no palette");
        const channels = palette[0]!.length;
        return pictureOf(header, convertIndexedToRgb(decoded), channels, 8, null);
      }
      const values = header.depth < 8 ? unpackBits(decoded.data, header) : decoded.data;
      return pictureOf(header, values, CHANNELS[header.colourType]!, header.depth, transparency);
    } catch (error) {
      throw damaged(name, error instanceof Error ? error.message.split("\n", 1)[0]! : String(error));
    }
  };
}

/** The chunks that make the picture, each with the right checksum, and no more compressed data than it has pixels. */
function withoutExtras(bytes: Uint8Array, header: Header, name: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  const data: Uint8Array[] = [];
  let [at, type] = [8, 0];
  while (type !== IEND) {
    if (at + 12 > bytes.length) throw damaged(name, "it is cut short");
    const length = view.getUint32(at);
    type = view.getUint32(at + 4);
    const end = at + 12 + length;
    if (end > bytes.length) throw damaged(name, "it is cut short");
    if ([IHDR, PLTE, TRNS, IDAT, IEND].includes(type)) {
      if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
        throw damaged(name, "a checksum is wrong");
      const isSecondHeader = type === IHDR && at > 8;
      const isLong = (type === PLTE && length > 768) || (type === TRNS && length > 256);
      if (isSecondHeader || isLong) throw damaged(name, "its parts are none of a PNG picture");
      // some writers add what only a palette has a use for
      if (type !== TRNS || header.colourType <= PALETTE) parts.push(bytes.subarray(at, end));
      if (type === IDAT) data.push(bytes.subarray(at + 8, end - 4));
    }
    at = end;
  }
  checkInflated(data, header, name);
  const clean = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let to = 0;
  for (const part of parts) {
    clean.set(part, to);
    to += part.length;
  }
  return clean;
}

function checkInflated(data: readonly Uint8Array[], header: Header, name: string): void {
  const compressed = data.reduce((size, part) => size + part.length, 0);
  const should = inflatedSize(header);
  if (should > compressed * LARGEST_GROWTH) {
    throw damaged(
      name,
      `it says that it has ${header.width} x ${header.height} pixels, more than its ${compressed} bytes can hold`,
    );
  }
  if (compressed <= FREE_BYTES) return;
  let size = 0;
  const unzlib = new Unzlib((chunk) => {
    size += chunk.length;
    if (size > should) throw damaged(name, "it holds more than its pixels");
  });
  try {
    for (const part of data) {
      for (let at = 0; at < part.length; at += SLICE_BYTES) unzlib.push(part.subarray(at, at + SLICE_BYTES), false);
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw damaged(name, error instanceof Error ? error.message : String(error));
  }
}

/** Of the lines with their filters; of the seven passes of interlaced ones at most as many more. */
function inflatedSize({ width, height, depth, colourType, isInterlaced }: Header): number {
  const line = Math.ceil((width * depth * CHANNELS[colourType]!) / 8);
  return height * (line + 1) + (isInterlaced ? 8 * (height + line + 8) : 0);
}

/** Gray values of 1, 2 or 4 bits, each line filled up to a byte, as 0 to 255. */
function unpackBits(data: ArrayLike<number>, { width, height, depth }: Header): Uint8Array {
  const values = new Uint8Array(width * height);
  const lineBytes = Math.ceil((width * depth) / 8);
  const most = (1 << depth) - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = data[y * lineBytes + (bit >> 3)]!;
      values[y * width + x] = (((byte >> (8 - depth - (bit & 7))) & most) * 255) / most;
    }
  }
  return values;
}

/**
 * As gray or colours of 8 bits: those of 16 are rounded. What is transparent lies on white, as a page shows it.
 * `transparent`: the one gray value or colour that is, at the depth of the file.
 */
function pictureOf(
  { width, height }: PictureSize,
  values: ArrayLike<number>,
  channels: number,
  depth: number,
  transparent: Uint16Array | null,
): Picture {
  const count = width * height;
  if (values.length !== count * channels) throw new Error("it does not hold as many pixels as it says");
  const colours = channels >= 3 ? 3 : 1;
  const scale = depth === 16 ? 255 / 65_535 : 1;
  // gray values of fewer bits were spread over 0 to 255
  const spread = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  const key = transparent === null ? null : Array.from(transparent, (value) => value * spread);
  const hasAlpha = channels === 2 || channels === 4;
  const result = new Uint8Array(count * colours);
  for (let i = 0; i < count; i++) {
    const from = i * channels;
    let alpha = hasAlpha ? (values[from + colours]! * scale) / 255 : 1;
    if (key?.every((value, channel) => values[from + channel] === value) === true) alpha = 0;
    for (let channel = 0; channel < colours; channel++) {
      const value = values[from + channel]! * scale;
      result[i * colours + channel] = Math.floor(alpha * value + (1 - alpha) * 255 + 0.5);
    }
  }
  return { width, height, channels: colours, values: result };
}

function damaged(name: string, fault: string): FormatError {
  return new FormatError(`Cannot read ${name}: ${fault}; it is damaged, save it again`);
}
