/** 50000 as "50,000": the same text in every engine, whatever its language. */
export function countWords(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** "700 for training, 300 for validation": a split without rows is left out. */
export function splitWords(rows: Readonly<Record<"train" | "validation" | "test", number>>): string {
  const parts = [
    [rows.train, "training"],
    [rows.validation, "validation"],
    [rows.test, "test"],
  ] as const;
  return parts.flatMap(([count, part]) => (count === 0 ? [] : [`${countWords(count)} for ${part}`])).join(", ");
}
