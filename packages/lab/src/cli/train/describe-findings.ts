import type { Finding } from "minibatch";

/** A line for each finding, with the first advice and the values that it changes. */
export function describeFindings(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ kind, says, advices: [advice] }) => {
    if (advice === undefined) return `${kind}: ${says}`;
    const changed = describeChange(advice.change);
    return `${kind}: ${says} ${advice.says}${changed === "" ? "" : ` ${changed}`}`;
  });
}

const MOST_VALUES = 3;

/** `optimizer.learningRate: 0.001` */
function describeChange(change: Finding["advices"][number]["change"]): string {
  const values = Object.entries(change);
  const told = values.slice(0, MOST_VALUES).map(([path, value]) => `${path}: ${JSON.stringify(value)}`);
  const rest = values.length - told.length;
  return told.length === 0 ? "" : `(${told.join(", ")}${rest > 0 ? `, and ${rest} more` : ""})`;
}
