/** What a half-finished training of one's own needs to go on: its own bytes, and the figures of its epochs. */
import { deserialize, serialize } from "node:v8";
import type { OwnEpoch } from "study";

export interface OwnCheckpoint {
  /** what the module handed in last; null: nothing yet */
  readonly bytes: Uint8Array | null;
  /** how many epochs those bytes have behind them: at most as many as there are figures of */
  readonly behind: number;
  readonly epochs: readonly OwnEpoch[];
  /** time spent so far, over all processes */
  readonly seconds: number;
}

interface Written extends Omit<OwnCheckpoint, "epochs"> {
  readonly names: readonly string[];
  /** [epoch][name], NaN where an epoch has it not */
  readonly figures: Float64Array;
}

/** Structured clone's format: keeps every number exactly, and Node reads what its older versions wrote. */
export function encodeOwnCheckpoint({ epochs, ...rest }: OwnCheckpoint): Uint8Array {
  const names = [...new Set(epochs.flatMap((epoch) => Object.keys(epoch)))];
  const figures = Float64Array.from(epochs.flatMap((epoch) => names.map((name) => epoch[name] ?? Number.NaN)));
  return serialize({ ...rest, names, figures } satisfies Written);
}

/** The store has checked the bytes; the cast names what `encodeOwnCheckpoint` wrote. */
export function decodeOwnCheckpoint(checkpoint: Uint8Array): OwnCheckpoint {
  const { names, figures, bytes, behind, seconds } = deserialize(checkpoint) as Written;
  const count = names.length === 0 ? 0 : figures.length / names.length;
  const epochs = Array.from({ length: count }, (_, epoch): OwnEpoch => {
    const row = names.map((name, i) => [name, figures[epoch * names.length + i]!] as const);
    return Object.fromEntries(row.filter(([, figure]) => !Number.isNaN(figure)));
  });
  return { bytes, behind, seconds, epochs };
}
