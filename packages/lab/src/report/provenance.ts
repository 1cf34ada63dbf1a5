/** The labels that must stand on everything drawn from reduced or invented data. */
import type { Reproduction } from "../reproduce/results.ts";

export type ProvenanceSource = Pick<Reproduction, "complete" | "quick" | "synthetic" | "data" | "budget">;

function describeSynthetic({ data }: ProvenanceSource): string {
  const sets = [
    ...(data.mnist.source === "synthetic" ? ["digits"] : []),
    ...(data.sequences.source === "synthetic" ? ["sequences"] : []),
  ];
  return `SYNTHETIC: drawn by a procedure, not the report's data (${sets.join(" and ")})`;
}

function describeQuick({ budget }: ProvenanceSource): string {
  return `QUICK: a reduced budget (${budget.mnistTrain.toLocaleString("en")} images, ${budget.epochs} epochs)`;
}

/** One short label per reservation, empty for a full run on the real data. */
export function listReservations(source: ProvenanceSource): readonly string[] {
  return [...(source.synthetic ? [describeSynthetic(source)] : []), ...(source.quick ? [describeQuick(source)] : [])];
}

/** The words that mark a figure, a table or a title: "SYNTHETIC", "QUICK", both or none. */
export function listMarks(source: ProvenanceSource): readonly string[] {
  return [...(source.synthetic ? ["SYNTHETIC"] : []), ...(source.quick ? ["QUICK"] : [])];
}
