/** How much of everything a run takes: rows of data, and seconds of sampling for each case. */
export interface BenchSize {
  readonly trainRows: number;
  readonly testRows: number;
  readonly noiseRows: number;
  readonly bitRows: number;
  /** before the first sample: compiled code comes after a while */
  readonly warmUpSeconds: number;
  /** samples are taken for so long; one at least, this many at most */
  readonly sampleSeconds: number;
  readonly mostSamples: number;
}

/** All cases in well under 30 s on two cores. */
export const FULL_SIZE: BenchSize = {
  trainRows: 60_000,
  testRows: 10_000,
  noiseRows: 1024,
  bitRows: 3840,
  warmUpSeconds: 0.3,
  sampleSeconds: 1.5,
  mostSamples: 15,
};

/** To see that everything runs. */
export const SMALL_SIZE: BenchSize = {
  trainRows: 300,
  testRows: 300,
  noiseRows: 256,
  bitRows: 64,
  warmUpSeconds: 0,
  sampleSeconds: 0,
  mostSamples: 1,
};
