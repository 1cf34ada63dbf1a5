/** Every kind of augmentation: a new one is a file and a row here, in the type and in the table. */
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";
import type { Augmentation } from "./augmentation.ts";
import { type RandomErasingSpec, randomErasing } from "./random-erasing.ts";
import { type RandomFlipSpec, randomFlip } from "./random-flip.ts";
import { type RandomRotationSpec, randomRotation } from "./random-rotation.ts";
import { type RandomShiftSpec, randomShift } from "./random-shift.ts";

/** One augmentation, every default filled in. */
export type AugmentationSpec = RandomErasingSpec | RandomFlipSpec | RandomRotationSpec | RandomShiftSpec;

const AUGMENTATIONS = {
  "random-shift": randomShift,
  "random-flip": randomFlip,
  "random-rotation": randomRotation,
  "random-erasing": randomErasing,
};

/** The kinds. The types here no longer say which spec belongs to which row. */
export const augmentations: Readonly<Record<AugmentationSpec["kind"], Augmentation<AugmentationSpec>>> =
  AUGMENTATIONS as never;

/** What other programs call them and their fields. */
export const augmentationWords: Words = {
  "random-shift": /shift|transl|affine|crop/,
  "random-flip": /flip|mirror/,
  "random-rotation": /rotat/,
  "random-erasing": /eras|cutout/,
  pixels: /max|range|height|width|factor|size/,
  probability: /^p$|prob|rate/,
  degrees: /angle|factor/,
  direction: /mode|axis/,
  least: /scale|area|min/,
  aspect: /ratio/,
  value: /fill|constant/,
};

export const augmentationProse: Prose<AugmentationSpec["kind"]> = {
  kinds: {
    "random-shift": "Moves a picture by whole pixels.",
    "random-flip": "Turns some pictures over.",
    "random-rotation": "Turns a picture about its middle.",
    "random-erasing": "A rectangle of some pictures becomes one value (Z. Zhong et al. 2020).",
  },
  fields: {
    pixels: "At most so many up or down, and so many left or right.",
    direction: "Horizontal: left and right change places.",
    probability: "How likely a picture is changed.",
    degrees: "At most so many to either side.",
    least: "Least share of the area.",
    most: "Greatest share of the area.",
    aspect: "Height by width lies between this and one by this.",
    value: "What it becomes.",
  },
};
