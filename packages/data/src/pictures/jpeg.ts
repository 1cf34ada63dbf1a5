/** JPEG pictures (ITU-T T.81). jpeg-js decodes them, within a bound on memory that their size gives. */
import { FormatError } from "minibatch";
import { MOST_PIXELS, type Picture, type PictureSize } from "./picture.ts";

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** A block of 64 values takes at least two bits, or one where it is progressive: so many pixels a byte can be. */
const MOST_PIXELS_A_BYTE = 512;

/** jpeg-js keeps four bytes for each value, filled up to whole blocks, and the pixels. */
const BYTES_A_PIXEL = 40;
const FREE_MEGABYTES = 16;

/** Start of scan; a picture has one, a progressive one about ten. */
const MOST_SCANS = 64;

/** What its frame says. Throws FormatError where that cannot be. */
export function sizeOfJpeg(bytes: Uint8Array, name: string): PictureSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: PictureSize | null = null;
  let scans = 0;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw damaged(name, "its parts are none of a JPEG picture");
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length || end < at + 4) throw damaged(name, "it is cut short");
    if (isFrame(marker)) {
      if (size !== null) throw damaged(name, "it has more than one frame");
      size = readFrame(view, at + 4, end, marker, name);
    }
    at = marker === SCAN ? findNextMarker(bytes, end) : end;
    if (marker === SCAN && ++scans > MOST_SCANS) throw damaged(name, `it has more than ${MOST_SCANS} scans`);
  }
  if (size === null) throw damaged(name, "it has no frame of a JPEG picture");
  if (scans === 0 || !hasEnd(bytes)) throw damaged(name, "it is cut short");
  return size;
}

const SCAN = 0xda;
const END = 0xd9;

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** After the coded data of a scan, in which 0xff is followed by 0 or a restart marker. */
function findNextMarker(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && (bytes[at + 1] === 0 || (bytes[at + 1]! >= 0xd0 && bytes[at + 1]! <= 0xd7))) {
    at = bytes.indexOf(0xff, at + 2);
  }
  return at === -1 ? bytes.length : at;
}

function hasEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.lastIndexOf(END); at > 0; at = bytes.lastIndexOf(END, at - 1))
    if (bytes[at - 1] === 0xff) return true;
  return false;
}

function readFrame(view: DataView, at: number, end: number, marker: number, name: string): PictureSize {
  if (marker > 0xc2) {
    throw new FormatError(
      `Cannot read ${name}: it is coded in a way that is seldom (lossless, arithmetic); save it as a usual JPEG or ` +
        "as PNG",
    );
  }
  if (end < at + 6) throw damaged(name, "its frame is none of a JPEG picture");
  const [bits, height, width, components] = [
    view.getUint8(at),
    view.getUint16(at + 1),
    view.getUint16(at + 3),
    view.getUint8(at + 5),
  ];
  const isKnown =
    bits === 8 && width > 0 && height > 0 && [1, 3, 4].includes(components) && end >= at + 6 + 3 * components;
  if (!isKnown) throw damaged(name, "its frame is none of a JPEG picture");
  for (let i = 0; i < components; i++) {
    const sampling = view.getUint8(at + 7 + 3 * i);
    const [across, down] = [sampling >> 4, sampling & 15];
    if (across < 1 || across > 4 || down < 1 || down > 4) throw damaged(name, "its frame is none of a JPEG picture");
  }
  if (width * height > MOST_PIXELS) {
    throw new FormatError(
      `Cannot read ${name}: it has ${width} x ${height} pixels, at most ${MOST_PIXELS} are read; make it smaller`,
    );
  }
  // a picture is filled up to whole blocks, of 32 pixels a side at most
  if ((width - 31) * (height - 31) > MOST_PIXELS_A_BYTE * view.byteLength && width > 31 && height > 31) {
    throw damaged(
      name,
      `it says that it has ${width} x ${height} pixels, more than its ${view.byteLength} bytes can hold`,
    );
  }
  return { width, height, isGray: components === 1 };
}

/** The decoder, loaded when there is a picture. */
export async function loadJpegDecoder(): Promise<(bytes: Uint8Array, name: string) => Picture> {
  const { decode } = (await import("jpeg-js")).default;
  return (bytes, name) => {
    const { width, height, isGray } = sizeOfJpeg(bytes, name);
    const megabytes = FREE_MEGABYTES + Math.ceil((BYTES_A_PIXEL * width * height) / 2 ** 20);
    try {
      const { data } = decode(bytes, {
        useTArray: true,
        formatAsRGBA: false,
        tolerantDecoding: false,
        maxResolutionInMP: MOST_PIXELS / 1e6,
        maxMemoryUsageInMB: megabytes,
      });
      if (data.length !== 3 * width * height) throw new Error("it does not hold as many pixels as it says");
      if (!isGray) return { width, height, channels: 3, values: data };
      return {
        width,
        height,
        channels: 1,
        values: Uint8Array.from({ length: width * height }, (_, i) => data[3 * i]!),
      };
    } catch (error) {
      throw damaged(name, error instanceof Error ? error.message.split("\n", 1)[0]! : String(error));
    }
  };
}

function damaged(name: string, fault: string): FormatError {
  return new FormatError(`Cannot read ${name}: ${fault}; it is damaged, save it again`);
}
