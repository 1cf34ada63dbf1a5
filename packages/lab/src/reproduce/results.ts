/** The shape of `results.json`, schema `minibatch.reproduction/2`, and of what stands there until there are figures. */

/**
 * "in part": it holds under some of the stated conditions and fails under others; the evidence's summary begins with
 * which.
 */
export type Verdict = "holds" | "fails" | "in part" | "inconclusive";
export type Interval = readonly [low: number, high: number];

export interface Environment {
  readonly minibatch: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly workers: number;
  /** "wasm-relaxed", "wasm-strict", ... */
  readonly kernels: string;
  readonly numerics: "fast" | "strict";
  /** when the report was written, ISO 8601 */
  readonly date: string;
}

export interface DataRecord {
  readonly source: "file" | "download" | "synthetic";
  /** file name -> SHA-256, hexadecimal; for synthetic data the hash of the drawn rows */
  readonly sha256: Readonly<Record<string, string>>;
}

export interface SweepRecord {
  readonly activation: "relu" | "tanh";
  readonly learningRate: number;
  readonly seed: number;
  readonly trainAccuracy: readonly number[];
  readonly validationAccuracy: readonly number[];
  readonly trainLoss: readonly number[];
  readonly validationLoss: readonly number[];
  /** per epoch: share of hidden units that are never above 0 on the doctor's rows */
  readonly deadUnits: readonly number[];
  /** per epoch: share of hidden outputs beyond +-.99 */
  readonly saturation: readonly number[];
  readonly weightsSha256: string;
}

export interface BestRun {
  readonly seed: number;
  readonly testAccuracy: number;
  readonly testLoss: number;
  readonly weightsSha256: string;
}

export interface Summary {
  readonly mean: number;
  readonly sd: number;
  /** 95% t-interval of the mean; NaN-free: with one run it is [mean, mean] and `count` says so */
  readonly interval: Interval;
  readonly count: number;
}

export interface OptimizerRecord {
  readonly name: "SGD" | "RMSprop" | "Adam";
  readonly runs: readonly {
    readonly seed: number;
    readonly trainAccuracy: readonly number[];
    readonly validationAccuracy: readonly number[];
    readonly weightsSha256: string;
  }[];
}

/** A small table printed under a claim. */
export interface EvidenceTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A small line chart drawn under a claim. */
export interface EvidenceChart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale: "linear" | "log";
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [x: number, y: number | null])[];
  }[];
}

/** A rule that judged this claim before, and why another one does now. */
export interface EarlierRule {
  readonly rule: string;
  readonly why: string;
}

export interface Evidence {
  /** one or two sentences with the figures, for a reader */
  readonly summary: string;
  /** how it was tested: what was compared, the rule, the test or interval used */
  readonly test: string;
  /** null where the rule has always been this one */
  readonly earlier: EarlierRule | null;
  readonly seeds: readonly number[];
  /** every number the rule looked at, by name */
  readonly figures: Readonly<Record<string, number | string | boolean | null | readonly number[]>>;
  readonly tables: readonly EvidenceTable[];
  readonly charts: readonly EvidenceChart[];
}

export interface ClaimRecord {
  readonly id: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
}

export interface Reproduction {
  readonly schema: "minibatch.reproduction/2";
  /** false while claims are still missing, or after an interruption */
  readonly complete: boolean;
  readonly quick: boolean;
  readonly synthetic: boolean;
  readonly seed: number;
  readonly environment: Environment;
  readonly data: { readonly mnist: DataRecord; readonly sequences: DataRecord };
  /** what this run trained with: rows, epochs, seeds; the quick budget is smaller and says so */
  readonly budget: {
    readonly mnistTrain: number;
    readonly mnistValidation: number;
    readonly mnistTest: number;
    readonly epochs: number;
    readonly decayEpochs: readonly number[];
    readonly bestSeeds: number;
    readonly sequenceEpochs: number;
    readonly sequenceSeeds: number;
  };
  readonly problem1: { readonly maxAbsError: number; readonly cases: number };
  readonly problem2: {
    readonly sweep: readonly SweepRecord[];
    readonly best: {
      readonly activation: "relu";
      readonly learningRate: number;
      readonly runs: readonly BestRun[];
      /** of the test accuracy */
      readonly mean: number;
      readonly sd: number;
      readonly accuracy: Summary;
      readonly loss: Summary;
    };
  };
  readonly problem3: {
    readonly figure2: {
      readonly optimizer: string;
      readonly trainAccuracy: readonly number[];
      readonly validationAccuracy: readonly number[];
      readonly trainLoss: readonly number[];
      readonly validationLoss: readonly number[];
      readonly weightsSha256: string;
    };
    /** the same network on a split that keeps equal rows together: final validation accuracy, per seed */
    readonly grouped: {
      readonly runs: readonly {
        readonly seed: number;
        readonly validationAccuracy: number;
        readonly randomSplitAccuracy: number;
      }[];
    };
    readonly optimizers: readonly OptimizerRecord[];
    readonly weights: {
      readonly values: readonly (readonly number[])[];
      readonly lag1: number;
      readonly pValue: number;
    };
  };
  readonly claims: readonly ClaimRecord[];
  readonly seconds: {
    readonly total: number;
    readonly problem1: number;
    readonly problem2: number;
    readonly problem3: number;
    readonly claims: number;
  };
}

/**
 * What `results.json` holds until problems 1 to 3 have their figures; its schema is not the report's, which promises
 * them.
 */
export interface BegunReport extends Pick<Reproduction, "quick" | "synthetic" | "seed" | "data"> {
  readonly schema: "minibatch.reproduction-begun/1";
  readonly complete: false;
  readonly environment: Pick<Environment, "minibatch" | "numerics">;
}
