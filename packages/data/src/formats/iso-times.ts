/** Times as texts of ISO 8601 in UTC: of one length, so that they sort as the times do. */

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;

/** Decimals of a second, by the largest unit in nanoseconds of which all times are multiples; null: days alone. */
const FORMS: readonly { readonly unit: bigint; readonly decimals: number | null }[] = [
  { unit: DAY, decimals: null },
  { unit: SECOND, decimals: 0 },
  { unit: 1_000_000n, decimals: 3 },
  { unit: 1000n, decimals: 6 },
  { unit: 1n, decimals: 9 },
];

/**
 * Nanoseconds since 1970, null where one is missing, as texts: "2024-05-01" where all are whole days, else
 * "2024-05-01T12:30:00Z", all with 0, 3, 6 or 9 decimals of a second, the fewest that lose nothing.
 */
export function isoTimes(times: readonly (bigint | null)[]): (string | null)[] {
  const { decimals } = FORMS.find(({ unit }) => times.every((time) => time === null || time % unit === 0n))!;
  return times.map((time) => {
    if (time === null) return null;
    const inDay = ((time % DAY) + DAY) % DAY;
    const date = isoDate((time - inDay) / DAY);
    if (decimals === null) return date;
    const seconds = Number(inDay / SECOND);
    const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
      digits(part, 2),
    );
    const rest = decimals === 0 ? "" : `.${digits(inDay % SECOND, 9).slice(0, decimals)}`;
    return `${date}T${clock.join(":")}${rest}Z`;
  });
}

/**
 * The date of a day since 1970-01-01 in the Gregorian calendar, by eras of 400 years that begin in March (H. Hinnant,
 * "chrono-compatible low-level date algorithms", civil_from_days).
 */
function isoDate(day: bigint): string {
  const shifted = day + 719_468n;
  const dayOfEra = Number(((shifted % 146_097n) + 146_097n) % 146_097n);
  const era = (shifted - BigInt(dayOfEra)) / 146_097n;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = era * 400n + BigInt(yearOfEra) + (month >= 10 ? 1n : 0n);
  return `${digits(year, 4)}-${digits(month >= 10 ? month - 9 : month + 3, 2)}-${digits(dayOfMonth, 2)}`;
}

function digits(value: number | bigint, count: number): string {
  return value < 0 ? `-${String(-value).padStart(count, "0")}` : String(value).padStart(count, "0");
}
