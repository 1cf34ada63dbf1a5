/**
 * Human-like and machine sequences of 20 bits, for machines without the course's file. Human rows are a mixture over
 * people: each person alternates more or less than the others, each row of a person a little more or less again, and
 * some rows are typed again, bit for bit. Machine rows are fair coins.
 */
import { below, createStream, type Stream } from "minibatch";
import { drawBell, drawUniform } from "../digits/draw-numbers.ts";
import {
  ALTERNATION,
  BITS,
  FIRST_THREE,
  ONE_AFTER,
  PEOPLE,
  REPEAT_GROUPS,
  ROWS_PER_PERSON,
} from "./human-statistics.ts";

const HUMAN_ROWS = PEOPLE * ROWS_PER_PERSON;

/** The second index of the stream, which keeps these draws from those of other synthetic data with the same seed. */
const SEQUENCE_STREAM = 2;

/**
 * Fitted, so that the mixture has the measured figures (see the test). Part of the pooled chain's structure and of the
 * correlation at lags 2 and 4 comes from people being different, so a single person keeps only a share of the chain;
 * what the mixture lacks at lag 4 (people repeat little patterns of four, 0011 0011) is a chance to type the bit four
 * back again.
 */
const FITTED = { chainShare: 0.3, sdOfPeople: 0.087, sdOfRows: 0.1, echoOfFour: 0.03, alternation: 0.546 } as const;

/** No chance of alternating is closer to 0 or 1 than this. */
const LEAST_CHANCE = 0.005;

export interface SyntheticSequences {
  /** [4800, 20] bits, human rows then machine rows */
  readonly rows: Uint8Array;
  /** [4800] 1 human, 0 machine */
  readonly labels: Uint8Array;
}

/**
 * The set of a seed: 2,400 human rows, person after person, then 2,400 machine rows. Throws SpecError for a seed out of
 * range.
 */
export function drawSequences(seed: number): SyntheticSequences {
  const rows = new Uint8Array(2 * HUMAN_ROWS * BITS);
  const labels = new Uint8Array(2 * HUMAN_ROWS).fill(1, 0, HUMAN_ROWS);
  const groups = createStream(seed, "data", 0, SEQUENCE_STREAM);
  for (let person = 0; person < PEOPLE; person++) {
    const stream = createStream(seed, "data", 1 + person, SEQUENCE_STREAM);
    const habit = drawHabit(person, stream);
    for (let row = 0; row < ROWS_PER_PERSON; row++) {
      const start = (person * ROWS_PER_PERSON + row) * BITS;
      typeRow(rows.subarray(start, start + BITS), habit.alternation + drawBell(stream, habit.sdOfRows), stream);
    }
  }
  repeatRows(rows, groups);
  const coin = createStream(seed, "data", 1 + PEOPLE, SEQUENCE_STREAM);
  for (let i = HUMAN_ROWS * BITS; i < rows.length; i++) rows[i] = coin.nextUint32() & 1;
  return { rows, labels };
}

/** Two people stand at the ends of the measured range and never stray from it; the others are bell-shaped. */
const EXTREME_RATES: readonly number[] = [ALTERNATION.lowest, ALTERNATION.highest];

function drawHabit(person: number, stream: Stream): { readonly alternation: number; readonly sdOfRows: number } {
  const extreme = EXTREME_RATES[person];
  if (extreme !== undefined) return { alternation: chanceFor(extreme), sdOfRows: 0 };
  return { alternation: FITTED.alternation + drawBell(stream, FITTED.sdOfPeople), sdOfRows: FITTED.sdOfRows };
}

/**
 * The chance that gives a person's 19 pairs of neighbours the wanted rate: the first two pairs come from `FIRST_THREE`,
 * half of them alternating.
 */
function chanceFor(rate: number): number {
  const pairs = BITS - 1;
  return (rate * pairs - 1) / (pairs - 2);
}

function typeRow(row: Uint8Array, alternation: number, stream: Stream): void {
  let lastThree = drawIndex(FIRST_THREE, stream);
  row[0] = lastThree >> 2;
  row[1] = (lastThree >> 1) & 1;
  row[2] = lastThree & 1;
  for (let i = 3; i < BITS; i++) {
    const last = lastThree & 1;
    const one = ONE_AFTER[lastThree] as number;
    const pooled = last === 1 ? 1 - one : one;
    const chance = alternation + FITTED.chainShare * (pooled - ALTERNATION.mean);
    const alternates = drawUniform(stream) < Math.min(Math.max(chance, LEAST_CHANCE), 1 - LEAST_CHANCE);
    const echoes = i > 3 && drawUniform(stream) < FITTED.echoOfFour;
    const bit = echoes ? (row[i - 4] as number) : alternates ? 1 - last : last;
    row[i] = bit;
    lastThree = ((lastThree << 1) & 7) | bit;
  }
}

/**
 * Gives each group of equal rows to a person who still has as many rows, largest group first: the people at the ends of
 * the range, who would repeat themselves anyway, before any other (all but the largest, which is of nobody extreme).
 */
function repeatRows(rows: Uint8Array, stream: Stream): void {
  const free = new Array<number>(PEOPLE).fill(ROWS_PER_PERSON);
  for (const [size, groups] of REPEAT_GROUPS) {
    for (let group = 0; group < groups; group++) {
      const able = [...free.keys()].filter((person) => (free[person] as number) >= size);
      const extreme = size < ROWS_PER_PERSON ? able.find((person) => person < EXTREME_RATES.length) : undefined;
      const person = extreme ?? (able[below(stream, able.length)] as number);
      const first = person * ROWS_PER_PERSON + ROWS_PER_PERSON - (free[person] as number);
      for (let row = first + 1; row < first + size; row++)
        rows.copyWithin(row * BITS, first * BITS, (first + 1) * BITS);
      free[person] = (free[person] as number) - size;
    }
  }
}

/** An index with the given chances; what rounding leaves goes to the last. */
function drawIndex(chances: readonly number[], stream: Stream): number {
  let left = drawUniform(stream);
  const index = chances.findIndex((chance) => {
    left -= chance;
    return left < 0;
  });
  return index === -1 ? chances.length - 1 : index;
}
