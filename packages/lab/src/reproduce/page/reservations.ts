/** The labels that must stand on everything drawn from reduced or invented data. */
import type { Reproduction } from "../results.ts";

export type ProvenanceSource = Pick<Reproduction, "complete" | "quick" | "synthetic" | "data">;

function describeSynthetic({ data }: ProvenanceSource): string {
  const sets = [
    ...(data.mnist.source === "synthetic" ? ["digits"] : []),
    ...(data.sequences.source === "synthetic" ? ["sequences"] : []),
  ];
  return `SYNTHETIC ${sets.join(" and ")}, drawn by a procedure`;
}

/** What a reader must know before trusting a figure; empty for a full run on the real data. */
export function listReservations(source: ProvenanceSource): readonly string[] {
  return [...(source.synthetic ? [describeSynthetic(source)] : []), ...(source.quick ? ["QUICK: reduced budget"] : [])];
}

/** The words that mark a figure, a table or a title: "SYNTHETIC", "QUICK", both or none. */
export function listMarks(source: ProvenanceSource): readonly string[] {
  return [...(source.synthetic ? ["SYNTHETIC"] : []), ...(source.quick ? ["QUICK"] : [])];
}

/** What to say beside a reference that had the full budget and the real data; empty when this run had them too. */
export function limitComparison({ quick, synthetic }: Pick<ProvenanceSource, "quick" | "synthetic">): string {
  return quick || synthetic
    ? " The reference had the full budget and the real data, so a difference is expected here."
    : "";
}

/** The reservations as one line, for a picture. */
export function noteReservations(source: ProvenanceSource): string {
  return listReservations(source).join("  ·  ");
}
