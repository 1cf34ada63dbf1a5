import type { Finding } from "minibatch";
import { tellChange } from "../../training/tell-change.ts";

/** A line for each finding, with the first advice and the values that it changes. */
export function describeFindings(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ kind, says, advices: [advice] }) => {
    if (advice === undefined) return `${kind}: ${says}`;
    const changed = tellChange(advice.change);
    return `${kind}: ${says} ${advice.says}${changed === "" ? "" : ` (${changed})`}`;
  });
}
