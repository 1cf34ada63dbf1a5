import type { ExperimentSpec } from "../../experiment/spec.ts";
import { countPoints } from "../space/count-points.ts";

/** Why so many configurations cannot be drawn: the space has fewer different points, and the same one twice would tell nothing. */
export function refuseSmallSpace(spec: ExperimentSpec, configurations: number): string | null {
  const points = countPoints(spec, configurations);
  if (points >= configurations) return null;
  return `Cannot draw ${configurations} configurations: the search space has only ${points} different points; lower search.configurations to at most ${points}, or use a grid`;
}
