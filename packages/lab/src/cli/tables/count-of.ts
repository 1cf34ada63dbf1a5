import { formatCount } from "../../page-kit/format-number.ts";

/** "1 step", "1,200 steps". */
export function countOf(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}
