/** Where an axis begins, ends and is labelled. */

export interface AxisSpan {
  readonly scale: "linear" | "log";
  readonly min: number;
  readonly max: number;
  /** ascending, within min and max */
  readonly ticks: readonly number[];
}

/**
 * Multiples of a power of ten that read well, as in Heckbert's "Nice numbers for graph labels" (Graphics Gems, 1990).
 */
const niceSteps = [1, 2, 2.5, 5, 10];

function niceStep(roughStep: number, isWhole: boolean): number {
  const least = isWhole ? Math.max(1, roughStep) : roughStep;
  const power = 10 ** Math.floor(Math.log10(least));
  const isNice = (step: number): boolean => step >= least * (1 - 1e-9) && (!isWhole || Number.isInteger(step));
  return (niceSteps.find((factor) => isNice(factor * power)) as number) * power;
}

/** Drops the rounding of i * step: 0.30000000000000004 becomes 0.3. */
function roundTick(value: number): number {
  return Number(value.toPrecision(15));
}

/** Beyond these, differences, steps and renderers overflow; what is drawn is cut off there. */
const largest = 1e300;
const smallest = 1e-300;
/** Relative to the values' magnitude: on a narrower axis all ticks would be one number. */
const narrowest = 1e-12;

function hold(value: number): number {
  return Math.max(-largest, Math.min(largest, value));
}

/**
 * A linear axis around [low, high] whose ends lie on ticks; about `count` intervals. Without two numbers it is 0 to 1.
 * `isWhole`: ticks at whole numbers only, for what is counted, such as epochs.
 */
export function spanLinear(least: number, greatest: number, count: number, isWhole = false): AxisSpan {
  const [low, high] = Number.isNaN(least + greatest) ? [0, 1] : [hold(least), hold(greatest)];
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  const isWide = high - low > Math.max(narrowest * magnitude, smallest);
  const width = isWide ? high - low : Math.max(magnitude * 0.1, 1e-6);
  const step = niceStep(width / count, isWhole);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => roundTick((first + i) * step));
  return { scale: "linear", min: ticks[0] as number, max: ticks[ticks.length - 1] as number, ticks };
}

/**
 * A logarithmic axis exactly around [low, high] (both above 0), ticks at 1, 2, 5 or at powers of ten when there are
 * many.
 */
export function spanLog(least: number, greatest: number): AxisSpan {
  const [low, high] = [least, greatest].map((value) => Math.max(smallest, hold(value))) as [number, number];
  const [min, max] = high > low ? [low, high] : Number.isNaN(low + high) ? [0.1, 10] : [low, low * 10];
  const decades = Math.log10(max) - Math.log10(min);
  const multiples = decades > 2.5 ? [1] : [1, 2, 5];
  const every = decades > 7 ? 2 * Math.ceil(decades / 14) : 1;
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    if (power % every !== 0) continue;
    for (const multiple of multiples) {
      const tick = Number(`${multiple}e${power}`);
      if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return { scale: "log", min, max, ticks };
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function formatPower(power: number): string {
  const digits = [...String(Math.abs(power))].map((digit) => superscripts[Number(digit)]).join("");
  return `10${power < 0 ? "⁻" : ""}${digits}`;
}

/** 20,000, as on the page around it. */
function groupDigits(value: number, digits: Intl.NumberFormatOptions): string {
  return value.toLocaleString("en", digits).replace("-", "−");
}

/**
 * A tick's label: as many decimals as its neighbours need, a true minus sign, powers of ten where plain digits grow
 * long.
 */
export function formatTick(value: number, ticks: readonly number[]): string {
  const largest = Math.max(...ticks.map(Math.abs));
  const smallest = Math.min(...ticks.filter((tick) => tick !== 0).map(Math.abs));
  if (value !== 0 && (largest >= 1e6 || smallest < 1e-4)) {
    const power = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    const multiple = Number((value / 10 ** power).toPrecision(3));
    if (multiple === 1) return formatPower(power);
    return `${multiple}\u00a0×\u00a0${formatPower(power)}`.replace("-", "−");
  }
  return groupDigits(value, { maximumSignificantDigits: 15 });
}

/** Labels of a linear axis share their number of decimals; those of a logarithmic one do not. */
export function formatAxis(span: AxisSpan): (value: number) => string {
  if (span.scale === "log") return (value) => formatTick(Number(value.toPrecision(6)), span.ticks);
  const decimals = Math.max(0, ...span.ticks.map((tick) => (String(tick).split(".")[1] ?? "").length));
  // a number below 1e-6 is written with an exponent, and has no decimals to count
  const isTiny = span.ticks.some((tick) => String(tick).includes("e-"));
  const plain = Math.max(...span.ticks.map(Math.abs)) < 1e6 && decimals <= 4 && !isTiny;
  if (!plain) return (value) => formatTick(value, span.ticks);
  return (value) => groupDigits(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
