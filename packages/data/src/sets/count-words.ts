/** 50000 as "50,000": the same text in every engine, whatever its language. */
export function countWords(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
