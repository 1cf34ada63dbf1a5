/** What the doctor found, with each advice as a draft that has followed it. */
import { applyChange, type Finding, SpecError } from "minibatch";
import { defineSession, type SessionSpec } from "study/session";
import type { FindingShown } from "../protocol/messages.ts";

export function showFindings(findings: readonly Finding[], spec: SessionSpec): readonly FindingShown[] {
  return findings.map(({ kind, layer, says, advices }) => ({
    kind,
    layer,
    says,
    advices: advices.map((advice) => ({ says: advice.says, spec: follow(spec, advice.change) })),
  }));
}

function follow(spec: SessionSpec, change: Finding["advices"][number]["change"]): SessionSpec | null {
  if (Object.keys(change).length === 0) return null;
  try {
    return defineSession(applyChange(spec, change));
  } catch (error) {
    if (error instanceof SpecError) return null;
    throw error;
  }
}
