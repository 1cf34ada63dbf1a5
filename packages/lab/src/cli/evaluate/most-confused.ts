/** The class that rows of class `label` were most often taken for, by their row of the confusion matrix. */
export function mostConfused(counts: readonly number[], label: number, names: readonly string[]): string {
  const others = counts.map((count, other) => (other === label ? 0 : count));
  const most = Math.max(...others);
  return most === 0 ? "none" : `${names[others.indexOf(most)]!} (${most} times)`;
}
