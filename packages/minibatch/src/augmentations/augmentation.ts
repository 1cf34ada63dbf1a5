/**
 * What each kind of augmentation defines: its fields, and how it changes one picture. A kind is one file and a row of
 * `augmentations.ts`.
 */
import type { FloatArray } from "../math/float-array.ts";
import type { Stream } from "../random/stream.ts";
import type { Fields } from "../spec/fields.ts";

/** Of a picture: rows, columns, and the channels of each pixel. */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface Augmentation<Spec extends { readonly kind: string }> {
  /** its options and their defaults */
  readonly fields: Fields<Spec>;
  /** Throws SpecError for fields that do not go together. */
  check?(spec: Spec, path: string): void;
  /**
   * Writes the changed picture, [height, width, channels] row-major, into `to`; all that is random is drawn from
   * `stream`. False: the picture stays, and `to` means nothing.
   */
  change(spec: Spec, stream: Stream, from: FloatArray, to: FloatArray, size: PictureSize): boolean;
}
