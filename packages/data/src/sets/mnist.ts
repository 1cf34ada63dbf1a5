import type { DataSet } from "./data-set.ts";
import {
  drawImageRows,
  type ImageData,
  type ImageRows,
  imageFiles,
  imageRows,
  imageSet,
  readImages,
} from "./families/image-set.ts";

/** Handwritten digits (Y. LeCun, C. Cortes and C. Burges 1998). */
export type MnistData = ImageData<"mnist">;

const files = imageFiles([
  [9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"],
  [28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"],
  [1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"],
  [4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"],
]);

export const mnist: DataSet<MnistData, ImageRows> = imageSet({
  name: "mnist",
  title: "MNIST: 60,000 + 10,000 handwritten digits, 28 x 28 pixels, 0 to 255",
  says: "70,000 handwritten digits of 28 x 28 pixels: 784 inputs, 10 classes.",
  words: { long: "MNIST digits", short: "digits" },
  licence: "Creative Commons Attribution-Share Alike 3.0 (Yann LeCun, Corinna Cortes; from NIST SD 3 and SD 1)",
  source: "Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits, 1998",
  classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  origin: {
    kind: "files",
    folder: "mnist",
    files,
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://raw.githubusercontent.com/fgnt/mnist/master/",
    ],
    read: (bytes, tools) =>
      imageRows(
        readImages(
          bytes,
          files.map(({ name }) => name),
          tools,
        ),
        tools.shared,
      ),
    standIn: {
      says: "digits drawn by a procedure",
      notice: "SYNTHETIC digits stand in for MNIST",
      draw: drawImageRows,
    },
  },
});
