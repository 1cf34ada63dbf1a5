import type { DataSet } from "./data-set.ts";
import { type ImageData, type ImageRows, imageFiles, imageRows, imageSet, readImages } from "./families/image-set.ts";

/** Articles of clothing (H. Xiao, K. Rasul and R. Vollgraf 2017). */
export type FashionMnistData = ImageData<"fashion-mnist">;

/** Sizes and SHA-256: tensorflow/datasets, `url_checksums/fashion_mnist.txt`. */
const files = imageFiles([
  [26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"],
  [29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"],
  [4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"],
  [5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"],
]);

/** Nothing stands in for it: digits would be the wrong picture. */
export const fashionMnist: DataSet<FashionMnistData, ImageRows> = imageSet({
  name: "fashion-mnist",
  title: "Fashion-MNIST: 60,000 + 10,000 articles of clothing, 28 x 28 pixels, 0 to 255",
  says: "70,000 articles of clothing of 28 x 28 pixels, in MNIST's form: 784 inputs, 10 classes.",
  words: { long: "Fashion-MNIST clothes", short: "clothes" },
  licence: "MIT (Zalando SE, 2017)",
  source:
    "H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning " +
    "Algorithms, 2017",
  classes: ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"],
  origin: {
    kind: "files",
    folder: "fashion-mnist",
    files,
    mirrors: [
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
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
    standIn: null,
  },
});
