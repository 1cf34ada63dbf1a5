/** One line of text per bar, fitted to the terminal: what does not fit is left out from the least important on. */
import { formatClock } from "../run/format-duration.ts";
import type { OverallState } from "../run/plan-progress.ts";

/** Where a running trial stands. */
export interface TrialState {
  readonly name: string;
  /** epochs done, with a fraction; `epochs` in all, 0 while that is not known */
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly secondsLeft: number | null;
}

const WIDEST_BAR = 24;
const NARROWEST_BAR = 6;
const NAME_WIDTH = 30;
const NARROWEST_NAME = 4;

/** A figure, spelled out and short. */
type Field = readonly [long: string, short: string];

export function formatOverall(state: OverallState, width: number): string {
  const percent = `${Math.floor(state.share * 100)}%`.padStart(4);
  const count = `${state.finished}/${state.total}`;
  const best: Field[] = state.best === undefined ? [] : [[state.best, state.best]];
  const fields: Field[] = [[percent, percent], [`${count} trials`, count], ...timeLeft(state.secondsLeft), ...best];
  return fit(state.phase, state.share, fields, width);
}

export function formatTrial(state: TrialState, width: number): string {
  if (state.epochs === 0) return fit(state.name, 0, [["starts", "starts"]], width);
  const current = String(Math.min(Math.floor(state.epoch) + 1, state.epochs));
  const epoch = `${current.padStart(String(state.epochs).length)}/${state.epochs}`;
  const fields: Field[] = [[`epoch ${epoch}`, epoch]];
  if (state.accuracy !== null)
    fields.push([`accuracy ${state.accuracy.toFixed(4)}`, `acc ${state.accuracy.toFixed(4)}`]);
  if (state.loss !== null) fields.push([`loss ${formatLoss(state.loss)}`, `loss ${formatLoss(state.loss)}`]);
  return fit(state.name, state.epoch / state.epochs, [...fields, ...timeLeft(state.secondsLeft)], width);
}

/** Four digits that keep their width while a loss falls: `0.0809`, `2.3026`, `12.41`, `1.2e+4`. */
function formatLoss(loss: number): string {
  if (loss < 9.99995) return loss.toFixed(4);
  return loss < 999.95 ? loss.toPrecision(4) : loss.toExponential(1);
}

function timeLeft(seconds: number | null): Field[] {
  return seconds === null ? [] : [[`${formatClock(seconds)} left`, formatClock(seconds)]];
}

/** `name bar fields`; where that is too wide, fields are written short, then go from the last on, then the bar, then the name's end. */
function fit(name: string, share: number, fields: readonly Field[], width: number): string {
  const long = fields.map(([spelledOut]) => spelledOut);
  const short = fields.map(([, shortened]) => shortened);
  for (const tried of [long, ...short.map((_, gone) => short.slice(0, short.length - gone))]) {
    const tail = tried.join("  ");
    const room = width - tail.length - 3;
    const nameWidth = Math.min(NAME_WIDTH, room - NARROWEST_BAR);
    if (nameWidth < Math.min(name.length, NAME_WIDTH)) continue;
    const barWidth = Math.min(WIDEST_BAR, room - nameWidth);
    return `${shorten(name, nameWidth).padEnd(nameWidth)} ${drawBar(share, barWidth)}  ${tail}`;
  }
  const [first = ""] = short;
  const nameWidth = width - first.length - 1;
  return nameWidth < NARROWEST_NAME ? shorten(`${name} ${first}`, width) : `${shorten(name, nameWidth)} ${first}`;
}

function drawBar(share: number, width: number): string {
  const filled = Math.floor(Math.min(Math.max(share, 0), 1) * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`.slice(0, width);
}
