/** The data sets the lab knows: their files, byte for byte, and what a user should know before using them. */

/** A file that is known to the last bit. */
export interface DataFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** its first bytes, hexadecimal: they tell a file that was cut short or damaged from another file of its name */
  readonly signature: string;
  /** hexadecimal */
  readonly sha256: string;
}

export interface DataSet {
  readonly name: string;
  readonly title: string;
  /** folder within the data directory */
  readonly folder: string;
  readonly files: readonly DataFile[];
  /** addresses that end in `/`, to which a file's name is appended; tried in this order; empty when nobody publishes the set */
  readonly mirrors: readonly string[];
  readonly licence: string;
  readonly source: string;
  /** what the lab uses where there is neither file nor network */
  readonly standIn: string;
}

/** RFC 1952, section 2.3.1: the two bytes of gzip, then deflate. */
const GZIP_SIGNATURE = "1f8b08";
/** HDF5 File Format Specification 3.0, section II.A. */
const HDF5_SIGNATURE = "894844460d0a1a0a";

export const MNIST: DataSet = {
  name: "mnist",
  title: "MNIST: 60,000 + 10,000 handwritten digits, 28 x 28 pixels, 0 to 255",
  folder: "mnist",
  files: [
    {
      name: "train-images-idx3-ubyte.gz",
      sizeBytes: 9_912_422,
      signature: GZIP_SIGNATURE,
      sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    },
    {
      name: "train-labels-idx1-ubyte.gz",
      sizeBytes: 28_881,
      signature: GZIP_SIGNATURE,
      sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    },
    {
      name: "t10k-images-idx3-ubyte.gz",
      sizeBytes: 1_648_877,
      signature: GZIP_SIGNATURE,
      sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    },
    {
      name: "t10k-labels-idx1-ubyte.gz",
      sizeBytes: 4_542,
      signature: GZIP_SIGNATURE,
      sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    },
  ],
  mirrors: [
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
  ],
  licence: "Creative Commons Attribution-Share Alike 3.0 (Yann LeCun, Corinna Cortes; from NIST SD 3 and SD 1)",
  source: "Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits, 1998",
  standIn: "digits drawn by a procedure",
};

export const SEQUENCES: DataSet = {
  name: "sequences",
  title: "EE 599 sequences: 2,400 typed by people and 2,400 random ones, 20 bits each",
  folder: "ee599",
  files: [
    {
      name: "binary_random_sp2019.hdf5",
      sizeBytes: 386_048,
      signature: HDF5_SIGNATURE,
      sha256: "99f8740f1f3113b1ac703bdd204756a51958fb338cafd253563df5d772a61a73",
    },
  ],
  mirrors: [],
  licence: "none stated: a course's own material, not published; put the file into the data directory yourself",
  source: "EE 599 Deep Learning, University of Southern California, spring 2019",
  standIn: "sequences drawn from the statistics measured on the typed ones",
};

export const DATA_SETS: readonly DataSet[] = [MNIST, SEQUENCES];
