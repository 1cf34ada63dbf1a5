import type { DataSet } from "./data-set.ts";
import { drawImageRows, type ImageData, type ImageRows, imageSet } from "./families/image-set.ts";

/** Digits that look handwritten. */
export type SyntheticDigitsData = ImageData<"digits-synthetic">;

/**
 * The digits that stand in for MNIST, as a set of their own: the same for everybody, 70,000 of them, in MNIST's form.
 * Nobody wrote them, so they are labelled SYNTHETIC wherever they are shown.
 */
export const digitsSynthetic: DataSet<SyntheticDigitsData, ImageRows> = imageSet({
  name: "digits-synthetic",
  title: "Synthetic digits: 60,000 + 10,000 drawn by a procedure in MNIST's form",
  says: "70,000 digits of 28 x 28 pixels, drawn by a procedure in place of MNIST's: 784 inputs, 10 classes.",
  words: { long: "digits drawn by a procedure", short: "digits" },
  licence: "MIT, as minibatch: they are drawn by its own procedure",
  source: "minibatch: strokes deformed, inked and normalized like MNIST",
  classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  origin: { kind: "synthetic", draw: drawImageRows },
});
