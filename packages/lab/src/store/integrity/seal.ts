/**
 * A checksum for a row of figures: a disk, a cable or a copy that changes one bit must not change a figure unseen.
 * CRC-32 finds every change within four bytes and all but one in four thousand million of the others; against intent it
 * does nothing.
 */
import { crc32 } from "node:zlib";

type Row = Readonly<Record<string, unknown>>;

/**
 * Of all columns but the row's own `id` and `seal`, none of which is a blob. What is null is left out, so that a column
 * that is added later leaves the old seals whole.
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

/** Of a trial's figures under one name. */
export function sealOfMetric({ trial_id, name, values }: MetricValues): number {
  // a blob that was turned into text is none
  return values instanceof Uint8Array ? crc32(values, crc32(`${trial_id} ${name}\n`)) : -1;
}

interface MetricValues {
  readonly trial_id: number;
  readonly name: string;
  readonly values: unknown;
}

/** What a trial is, whatever came of it. */
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

/** A row that no version with seals has written has none. */
export function hasSeal(row: { readonly seal?: number | null }): boolean {
  return row.seal !== null && row.seal !== undefined;
}

/** True for a row without one. */
export function fitsSeal(row: { readonly seal?: number | null }): boolean {
  return !hasSeal(row) || row.seal === sealOf(row);
}

/** Of a trial's figures together: that none is missing. 0 where there are none. */
export function sealOfFigures(rows: readonly { readonly name: string; readonly seal?: number | null }[]): number {
  const lines = rows.map(({ name, seal }) => `${name} ${seal}\n`);
  return crc32(lines.sort().join(""));
}
