/**
 * What was measured on 2,400 sequences of 20 bits that 96 people typed as randomly as they could, 25 each (the course's
 * set `binary_random_sp2019`, rows shuffled over people). The generator carries these figures, not the sequences.
 */
export const BITS = 20;
export const PEOPLE = 96;
export const ROWS_PER_PERSON = 25;

/** P(next bit is 1 | the last three bits), index the three bits read as a number, oldest first; over all people. */
export const ONE_AFTER: readonly number[] = [0.4411, 0.5119, 0.6596, 0.4666, 0.5373, 0.3503, 0.4895, 0.5099];

/** How the first three bits are distributed, same index; .9998 by rounding. */
export const FIRST_THREE: readonly number[] = [0.1521, 0.0817, 0.1271, 0.1537, 0.0854, 0.1363, 0.1313, 0.1325];

/** Share of neighbouring bits that differ: all people, and how people differ (sd .023 if all were alike). */
export const ALTERNATION = {
  mean: 0.539,
  sdBetweenPeople: 0.11,
  lowest: 0.05,
  highest: 0.9,
  sdBetweenRows: 0.186,
} as const;

/** Correlation of bits 1, 2, 3 and 4 apart. */
export const AUTOCORRELATION: readonly number[] = [-0.079, 0.092, -0.069, 0.082];

/** Share of runs of length 1 .. 5. */
export const RUN_SHARES: readonly number[] = [0.595, 0.222, 0.107, 0.037, 0.017];

/**
 * Sizes of the groups of equal rows: 94 groups, 332 rows; one sequence occurs 25 times. The other 2,068 rows occur
 * once.
 */
export const REPEAT_GROUPS: readonly (readonly [rows: number, groups: number])[] = [
  [25, 1],
  [12, 1],
  [11, 1],
  [10, 3],
  [9, 3],
  [7, 1],
  [5, 12],
  [4, 2],
  [3, 12],
  [2, 58],
];
