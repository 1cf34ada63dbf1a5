/**
 * A folder with a folder of PNG or JPEG pictures for each class; where no class is asked for, also pictures that lie
 * anywhere in a folder, or one alone.
 */
import { DataError, FormatError } from "minibatch";
import { type Category, categoryOf, type Frame } from "../frame/frame.ts";
import { isJpeg, loadJpegDecoder, sizeOfJpeg } from "../pictures/jpeg.ts";
import { type Picture, type PictureSize, toColour, toGray } from "../pictures/picture.ts";
import { isPng, loadPngDecoder, sizeOfPng } from "../pictures/png.ts";
import { resizePicture } from "../pictures/resize-picture.ts";
import { allocate } from "../rows/allocate.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { showText } from "../text/show-text.ts";
import { maybeFlag } from "./fields.ts";
import type { NamedBytes, Reader, ReadPurpose } from "./reader.ts";

export interface ImageOptions {
  /** [height, width], or "28x28" */
  readonly size: string | readonly [number, number] | null;
  readonly grayscale: boolean | null;
}

const SIDE = { type: "number", whole: true, atLeast: 1, atMost: 4096 } as const;
const SIZE = "[height, width] or a text as 28x28";

export const images: Reader<ImageOptions> = {
  name: "images",
  says: "a folder of PNG or JPEG pictures for each class",
  endings: [],
  isFolder: true,
  recognizes: (bytes) => isPng(bytes) || isJpeg(bytes),
  fields: {
    size: {
      says: "The size to which pictures are brought, by the mean over areas: [height, width], or 28x28.",
      takes: {
        type: "optional",
        of: {
          type: "either",
          of: [
            { type: "text", pattern: "^[1-9]\\d{0,3}x[1-9]\\d{0,3}$", what: SIZE },
            { type: "list", of: SIDE, what: SIZE },
          ],
          what: SIZE,
        },
      },
      fallback: null,
      otherwise: "null: their own, which all have",
    },
    grayscale: maybeFlag("Whether they become gray (Rec. 601 luma), or colours.", "null: gray where all of them are"),
  },
  // gray pictures lose nothing as colours, colours would as gray
  settle: (options, [image]) =>
    options.grayscale === null && image?.shape?.length === 3 ? { ...options, grayscale: false } : options,
  read: readPictures,
};

/** What systems and viewers leave in folders. */
const LEFT_BEHIND = /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini)$/i;

/** Of all pictures together. */
const MOST_BYTES = 2 ** 31;

interface File extends NamedBytes {
  /** null where no class is asked for */
  readonly label: string | null;
  readonly size: PictureSize;
}

async function readPictures(
  files: readonly NamedBytes[],
  options: ImageOptions,
  { shared }: ReadTools,
  name: string,
  { asks }: ReadPurpose,
): Promise<Frame> {
  const pictures = files
    .filter((file) => !LEFT_BEHIND.test(file.name))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map((file) => inspect(file, name, asks));
  const [first] = pictures;
  if (first === undefined) {
    throw new DataError(
      `Cannot read ${name}: it holds no pictures; give a folder with a folder of PNG or JPEG files for each class`,
    );
  }
  const [height, width] = sidesOf(options.size, name) ?? commonSides(pictures, name);
  const isGray = options.grayscale ?? pictures.every(({ size }) => size.isGray);
  const shape = isGray ? [height, width] : [height, width, 3];
  const each = shape.reduce((product, length) => product * length, 1);
  if (each * pictures.length > MOST_BYTES) {
    throw new DataError(
      `Cannot read ${name}: ${pictures.length} pictures of shape [${shape.join(", ")}] are more than ${MOST_BYTES} ` +
        "bytes; say a smaller size",
    );
  }
  const values = new Uint8Array(allocate(each * pictures.length, shared));
  const [png, jpeg] = await Promise.all([
    pictures.some(({ bytes }) => isPng(bytes)) ? loadPngDecoder() : null,
    pictures.some(({ bytes }) => isJpeg(bytes)) ? loadJpegDecoder() : null,
  ]);
  for (const [row, { bytes, name: file }] of pictures.entries()) {
    const decode = isPng(bytes) ? png : jpeg;
    const picture = decode!(bytes, placeIn(name, file));
    values.set(fit(picture, isGray, height, width).values, row * each);
  }
  return {
    name,
    rows: pictures.length,
    columns: [{ kind: "array", name: "image", shape, values }, ...(asks ? [] : [classOf(pictures, shared)])],
    places: { kind: "files", names: pictures.map((file) => file.name) },
  };
}

function classOf(pictures: readonly File[], shared: boolean): Category {
  const codes = new Int32Array(allocate(4 * pictures.length, shared));
  return categoryOf(
    "class",
    pictures.map(({ label }) => label),
    pictures.length,
    codes,
  );
}

function fit(picture: Picture, isGray: boolean, height: number, width: number): Picture {
  return resizePicture(isGray ? toGray(picture) : toColour(picture), height, width);
}

function inspect(file: NamedBytes, folder: string, asks: boolean): File {
  const parts = file.name.split("/");
  const place = placeIn(folder, file.name);
  if (parts.length !== 2 && !asks) {
    const where = parts.length < 2 ? "lies beside the classes" : `lies ${parts.length - 1} folders deep`;
    throw new DataError(`Cannot read ${place}: it ${where}, should lie in a folder named for its class`);
  }
  const label = asks ? null : parts[0]!;
  if (isPng(file.bytes)) return { ...file, label, size: sizeOfPng(file.bytes, place) };
  if (isJpeg(file.bytes)) return { ...file, label, size: sizeOfJpeg(file.bytes, place) };
  throw new FormatError(`Cannot read ${place}: it is no PNG or JPEG picture; take it away, or save it as one`);
}

function placeIn(folder: string, file: string): string {
  const shown = showText(file, 120).slice(1, -1);
  return file === folder ? shown : `${folder}/${shown}`;
}

function sidesOf(size: ImageOptions["size"], name: string): readonly [number, number] | null {
  if (size === null) return null;
  const sides = typeof size === "string" ? size.split("x").map(Number) : size;
  const [height, width] = sides;
  if (sides.length === 2 && height! <= SIDE.atMost && width! <= SIDE.atMost) return [height!, width!];
  throw new DataError(`Cannot read ${name}: size should be ${SIZE}, of at most ${SIDE.atMost} a side`);
}

function commonSides(pictures: readonly File[], name: string): readonly [number, number] {
  const { height, width } = pictures[0]!.size;
  const odd = pictures.find(({ size }) => size.height !== height || size.width !== width);
  if (odd === undefined) return [height, width];
  throw new DataError(
    `Cannot read ${placeIn(name, odd.name)}: it has ${odd.size.height} x ${odd.size.width} pixels (height x width), ` +
      `${showText(pictures[0]!.name)} has ${height} x ${width}; say a size for all, as size: 32x32`,
  );
}
