/**
 * The lines of a display, fitted to the terminal: what does not fit is shortened, then left out, the least important
 * first.
 */
import { formatClock } from "../../progress/format-duration.ts";
import type { OverallState } from "../../progress/plan-progress.ts";
import { sparkline } from "../tables/sparkline.ts";
import { cutText, lettersOf, padEnd, textWidth } from "../terminal/text-width.ts";

/** Where a running trial stands. */
export interface TrialState {
  readonly name: string;
  /** epochs done, with a fraction; `epochs` in all, 0 while that is not known */
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number | null;
  /** after each epoch, the best so far of the figure that it is judged by */
  readonly best: ArrayLike<number>;
  readonly secondsLeft: number | null;
}

const WIDEST_BAR = 40;
/** figures are left out for one of this width, and, where that does not help, for the narrowest */
const COMFORTABLE_BAR = 10;
const NARROWEST_BAR = 6;
/** of a line: what a name may have at most, where it is longer than that */
const NAME_SHARE = 0.4;
const LEAST_NAME = 12;
const NARROWEST_NAME = 4;
/** characters of a cause that are worth reading */
const LEAST_CAUSE = 8;

/** A figure, spelled out and short. */
type Field = readonly [long: string, short: string];

export function formatOverall(state: OverallState, width: number): string {
  const percent = `${Math.floor(state.share * 100)}%`.padStart(4);
  const count = `${state.finished}/${state.total}`;
  const failed = (state.failed ?? 0) > 0 ? `, ${state.failed} failed` : "";
  const best: Field[] = state.best === undefined ? [] : [[state.best, state.best]];
  const fields: Field[] = [
    [percent, percent],
    [`${count} trials${failed}`, `${count}${failed}`],
    ...timeLeft(state.secondsLeft),
    ...best,
  ];
  const nameWidth = Math.min(textWidth(state.phase), widestName(width));
  return fit({ name: state.phase, bar: (cells) => drawBar(state.share, cells), fields }, nameWidth, width);
}

/**
 * One line each, their bars equally wide. `nameWidth`: the least width of a name, so that what follows does not jump.
 */
export function formatTrials(states: readonly TrialState[], width: number, nameWidth = 0): string[] {
  const names = Math.min(Math.max(nameWidth, ...states.map(({ name }) => textWidth(name))), widestName(width));
  const lines = states.map(
    (state): Line => ({ name: state.name, bar: (cells) => drawCourse(state, cells), fields: fieldsOf(state) }),
  );
  const bars = lines.flatMap((line) => choose(line, names, width)?.bar ?? []);
  return lines.map((line) => fit(line, names, width, Math.min(...bars)));
}

/**
 * On one line: which trial, why in a few words, and the command that tells more. The parameters matter most, for they
 * are what to change: the seed is left out first, then the end of the cause, then the end of the name.
 */
export function formatFailure(name: string, diagnosis: string, more: string, width: number): string {
  const cause = shortCause(diagnosis);
  const tail = `; see ${more}`;
  const number = /^(?:\S+ )?#\d+/.exec(name)?.[0] ?? (name.split(" ", 1)[0] as string);
  const seedless = name.replace(/, seed \d+$/, "");
  const middle = " failed: ";
  const room = width - textWidth(middle + tail);
  const least = Math.min(LEAST_CAUSE, textWidth(cause));
  const fits = (shown: string, forCause: number): boolean =>
    textWidth(shown) + Math.min(forCause, textWidth(cause)) <= room;
  const isWorthCutting = textWidth(number) + LEAST_CAUSE + least <= room;
  const cut = isWorthCutting ? cutText(seedless, room - least) : number;
  const shownName = fits(name, 2 * LEAST_CAUSE) ? name : fits(seedless, LEAST_CAUSE) ? seedless : cut;
  const left = room - textWidth(shownName);
  return left < least
    ? cutText(`${shownName}${middle}${cause}`, width)
    : `${shownName}${middle}${cutText(cause, left)}${tail}`;
}

/** By what failures are alike: their cause without its numbers, which are not the same for two seeds. */
export function causeOf(diagnosis: string): string {
  return shortCause(diagnosis).replaceAll(/[-+]?(?:Infinity|NaN|\d+(?:\.\d+)?(?:e[-+]?\d+)?)/g, "#");
}

/** The names of trials that may be beside each other have this at most. */
export function widestName(width: number): number {
  return Math.max(LEAST_NAME, Math.floor(width * NAME_SHARE));
}

function fieldsOf(state: TrialState): Field[] {
  if (state.epochs === 0) return [["starts", "starts"]];
  const current = String(Math.min(Math.floor(state.epoch) + 1, state.epochs));
  const epoch = `${current.padStart(String(state.epochs).length)}/${state.epochs}`;
  const fields: Field[] = [[`epoch ${epoch}`, epoch]];
  const best = state.best[state.best.length - 1];
  if (best !== undefined && Number.isFinite(best)) fields.push([`best ${formatShown(best)}`, formatShown(best)]);
  fields.push(...timeLeft(state.secondsLeft));
  if (state.loss !== null) fields.push([`loss ${formatShown(state.loss)}`, `loss ${formatShown(state.loss)}`]);
  return fields;
}

/** The first sentence's first part, without what stands in brackets: `the output of output is -Infinity at index 0`. */
function shortCause(diagnosis: string): string {
  const first = diagnosis.split(/; |\. /, 1)[0] as string;
  return first
    .replace(/^Training stopped at step \d+: /, "")
    .replaceAll(/ \([^()]*\)/g, "")
    .trim();
}

/** Four digits that keep their width while a loss falls: `0.0809`, `2.3026`, `12.41`, `1.2e+4`. */
function formatShown(figure: number): string {
  const size = Math.abs(figure);
  if (size < 9.99995) return figure.toFixed(4);
  return size < 999.95 ? figure.toPrecision(4) : figure.toExponential(1);
}

function timeLeft(seconds: number | null): Field[] {
  return seconds === null ? [] : [[`${formatClock(seconds)} left`, formatClock(seconds)]];
}

interface Line {
  readonly name: string;
  /** `cells` characters */
  readonly bar: (cells: number) => string;
  /** the most important first */
  readonly fields: readonly Field[];
}

/** What of a line's figures fits behind its name and a bar, and how wide that may be; null where nothing fits. */
function choose(
  { fields }: Line,
  nameWidth: number,
  width: number,
): { readonly tail: string; readonly bar: number } | null {
  const long = fields.map(([spelledOut]) => spelledOut);
  const short = fields.map(([, shortened]) => shortened);
  const gone = short.map((_, count) => short.slice(0, short.length - count));
  const tries = [long, ...(long.length > 3 ? [long.slice(0, -1)] : []), ...gone];
  for (const leastBar of [COMFORTABLE_BAR, NARROWEST_BAR]) {
    for (const tried of tries) {
      const tail = tried.join("  ");
      const room = width - textWidth(tail) - 3 - nameWidth;
      if (room >= leastBar) return { tail, bar: Math.min(WIDEST_BAR, room) };
    }
  }
  return null;
}

/**
 * `name bar fields`; where that is too wide: without the last field, then all fields short, then without the last ones,
 * then without the bar.
 */
function fit(line: Line, nameWidth: number, width: number, widestBar: number = WIDEST_BAR): string {
  const chosen = choose(line, nameWidth, width);
  if (chosen !== null) {
    const bar = line.bar(Math.min(chosen.bar, widestBar));
    return `${padEnd(shorten(line.name, nameWidth), nameWidth)} ${bar}  ${chosen.tail}`;
  }
  const first = line.fields[0]?.[1] ?? "";
  const rest = width - textWidth(first) - 1;
  return rest < NARROWEST_NAME ? cutText(`${line.name} ${first}`, width) : `${shorten(line.name, rest)} ${first}`;
}

function drawBar(share: number, cells: number): string {
  const filled = Math.floor(Math.min(Math.max(share, 0), 1) * cells);
  return "█".repeat(filled) + "░".repeat(cells - filled);
}

/**
 * A cell for each part of the epochs: the best figure so far, `▒` for what is done of the current epoch, `░` for the
 * rest.
 */
function drawCourse({ epoch, epochs, best }: TrialState, cells: number): string {
  if (epochs === 0) return drawBar(0, cells);
  const lastEpochOf = (cell: number): number => Math.ceil(((cell + 1) * epochs) / cells) - 1;
  const figures: number[] = [];
  while (figures.length < cells && lastEpochOf(figures.length) < best.length)
    figures.push(best[lastEpochOf(figures.length)]!);
  const done = Math.max(figures.length, Math.floor(Math.min(Math.max(epoch / epochs, 0), 1) * cells));
  return sparkline(figures, cells) + "▒".repeat(done - figures.length) + "░".repeat(cells - done);
}

/** In its middle: it begins with its number and ends with its seed. */
function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const letters = lettersOf(text);
  if (width < 2) return takeLetters(letters, width);
  const head = takeLetters(letters, Math.ceil((width - 1) * 0.6));
  const tail = takeLetters(letters.toReversed(), width - 1 - textWidth(head), (before, letter) => letter + before);
  return `${head}…${tail}`;
}

/** As many as there is room for. */
function takeLetters(
  letters: readonly string[],
  width: number,
  join: (before: string, letter: string) => string = (before, letter) => before + letter,
): string {
  let taken = "";
  for (const letter of letters) {
    if (textWidth(join(taken, letter)) > width) break;
    taken = join(taken, letter);
  }
  return taken;
}
