/**
 * A checksum for a row of figures: a disk, a cable or a copy that flips a bit must not change a figure unseen. CRC-32
 * finds every change within four bytes and misses one in four thousand million of the others. It does not protect
 * against intent.
 */
import { crc32 } from "node:zlib";

type Row = Readonly<Record<string, unknown>>;

/**
 * Of all columns but `id` and `seal`; none of them is a blob. Nulls are left out, so that a column added later does not
 * break old seals.
 */
export function sealOf(row: object): number {
  let text = "";
  for (const name of Object.keys(row).sort()) {
    const value = (row as Row)[name];
    if (value === null || value === undefined || name === "id" || name === "seal") continue;
    text += `${name} ${typeof value} ${value}\n`;
  }
  return crc32(text);
}

/** The seal of a trial's figures under one name. */
export function sealOfMetric({ trial_id, name, values }: MetricValues): number {
  // a blob that has become text is damaged
  return values instanceof Uint8Array ? crc32(values, crc32(`${trial_id} ${name}\n`)) : -1;
}

interface MetricValues {
  readonly trial_id: number;
  readonly name: string;
  readonly values: unknown;
}

/** The columns that describe a trial, without its outcome. */
const DESCRIPTION = [
  "experiment_id",
  "number",
  "configuration",
  "repeat",
  "seed",
  "until_epoch",
  "parameters",
  "thresholds",
  "task",
] as const;

export function sealOfDescription(row: Readonly<Partial<Record<(typeof DESCRIPTION)[number], unknown>>>): number {
  return sealOf(Object.fromEntries(DESCRIPTION.map((name) => [name, row[name]])));
}

/** False for rows of versions that wrote no seals. */
export function hasSeal(row: { readonly seal?: number | null }): boolean {
  return row.seal !== null && row.seal !== undefined;
}

/** True for a row without a seal. */
export function fitsSeal(row: { readonly seal?: number | null }): boolean {
  return !hasSeal(row) || row.seal === sealOf(row);
}

/** The seal of all of a trial's figures together, so that none can be missing; 0 if there are none. */
export function sealOfFigures(rows: readonly { readonly name: string; readonly seal?: number | null }[]): number {
  const lines = rows.map(({ name, seal }) => `${name} ${seal}\n`);
  return crc32(lines.sort().join(""));
}
