/**
 * The learning-rate range test (L. N. Smith, "Cyclical learning rates for training neural networks", 2017) in the form
 * that fastai and Lightning made common: rates that grow by the same factor at every step, and what the losses on the
 * way say of them.
 */

export interface RateRange {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** One step: the rate of its update, and the batch's loss before it. */
export interface RatePoint {
  readonly rate: number;
  readonly loss: number;
  /** of a line through the losses around it */
  readonly smoothed: number;
}

export interface RateFinding {
  readonly points: readonly RatePoint[];
  /** where the loss falls fastest over the logarithm of the rate, two digits; null where no rate can be named */
  readonly suggestion: number | null;
  /** the rate at which the smoothed loss is lowest */
  readonly lowest: number | null;
  /** the first rate at which the loss was not finite, or several times its lowest; null: none in the range */
  readonly diverges: number | null;
  /** why there is no suggestion, or what to look at before it is used; else null */
  readonly remark: string | null;
}

/** fastai ends there too. */
const TIMES_LOWEST = 4;
/** Losses that a mean is of: one bad batch does not end it. */
const FEW = 5;
/** Losses on each side of a point that its line goes through, as a share of the steps. */
const SIDE = 1 / 20;
/** Of the first loss: less is no learning. */
const LEAST_DROP = 0.02;
/** Fewer steps say nothing. */
const FEWEST_POINTS = 10;

/** What the rate is multiplied by after each step. */
export function growthOf({ from, to, steps }: RateRange, power: (base: number, exponent: number) => number): number {
  return power(to / from, 1 / (steps - 1));
}

/**
 * Is told one loss after the other, and says of each whether to stop after it: it is not finite, or the mean of the
 * last few is several times the lowest such mean, and above the first loss.
 */
export function watchLosses(): (loss: number) => boolean {
  const last: number[] = [];
  let count = 0;
  let first = Number.NaN;
  let lowest = Infinity;
  return (loss) => {
    if (count++ === 0) first = loss;
    last.push(loss);
    if (last.length > FEW) last.shift();
    if (!Number.isFinite(loss)) return true;
    if (last.length < FEW) return false;
    const mean = last.reduce((sum, one) => sum + one, 0) / FEW;
    lowest = Math.min(lowest, mean);
    return count >= 2 * FEW && mean > TIMES_LOWEST * lowest && mean > first;
  };
}

/** `rates[i]` was that of the update after `losses[i]`; `isCut`: the run ended because it diverged. */
export function judgeRates(
  rates: readonly number[],
  losses: readonly number[],
  isCut: boolean,
  { steps }: Pick<RateRange, "steps">,
): RateFinding {
  const finite = losses.filter(Number.isFinite).length;
  const side = Math.max(2, Math.round(steps * SIDE));
  const lines = losses.slice(0, finite).map((_, i) => lineAround(losses, i, side, finite));
  const points = lines.map(({ value }, i) => ({ rate: rates[i]!, loss: losses[i]!, smoothed: value }));
  const diverges = isCut ? (rates[losses.length - 1] ?? null) : null;
  if (finite < FEWEST_POINTS) {
    const remark = `the loss was finite for ${finite} steps only; begin with a smaller rate (--from)`;
    return { points, suggestion: null, lowest: null, diverges, remark };
  }
  const lowestAt = indexOfLeast(lines.map(({ value }) => value));
  const lowest = rates[lowestAt]!;
  const steepestAt = indexOfLeast(lines.slice(0, lowestAt + 1).map(({ slope }) => slope));
  const drop = lines[0]!.value - lines[lowestAt]!.value;
  const least = Math.max(2 * spreadAround(lines, losses), LEAST_DROP * Math.abs(lines[0]!.value));
  if (!(drop > least)) {
    const remark =
      diverges === null
        ? "the loss does not fall at any of these rates by more than it varies; try larger ones (--to), more steps, " +
          "or look for what keeps the network from learning"
        : "the loss does not fall before it rises; begin with a smaller rate (--from)";
    return { points, suggestion: null, lowest, diverges, remark };
  }
  const isOpen = diverges === null && lowestAt >= lines.length - 1 - side;
  const remark = isOpen ? "the loss is still falling at the last rate: larger ones may do as well (--to)" : null;
  return { points, suggestion: Number(rates[steepestAt]!.toPrecision(2)), lowest, diverges, remark };
}

interface Line {
  readonly value: number;
  /** per step, and so, but for a factor, per logarithm of the rate */
  readonly slope: number;
}

/** The least-squares line through the losses up to `side` steps before and after. */
function lineAround(losses: readonly number[], at: number, side: number, count: number): Line {
  const [begin, end] = [Math.max(0, at - side), Math.min(count, at + side + 1)];
  const n = end - begin;
  const middle = (begin + end - 1) / 2;
  const mean = losses.slice(begin, end).reduce((sum, loss) => sum + loss, 0) / n;
  let [across, square] = [0, 0];
  for (let i = begin; i < end; i++) {
    across += (i - middle) * (losses[i]! - mean);
    square += (i - middle) * (i - middle);
  }
  const slope = square === 0 ? 0 : across / square;
  return { value: mean + slope * (at - middle), slope };
}

/** The median distance of the losses from their lines. */
function spreadAround(lines: readonly Line[], losses: readonly number[]): number {
  const distances = lines.map(({ value }, i) => Math.abs(losses[i]! - value)).toSorted((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)]!;
}

function indexOfLeast(values: readonly number[]): number {
  let least = 0;
  for (const [i, value] of values.entries()) if (value < values[least]!) least = i;
  return least;
}
