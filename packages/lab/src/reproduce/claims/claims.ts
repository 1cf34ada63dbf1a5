/** The report's claims, in its order. */

import { c1 } from "./c1.ts";
import { c2 } from "./c2.ts";
import { c3 } from "./c3.ts";
import { c4 } from "./c4.ts";
import { c5 } from "./c5.ts";
import { c6 } from "./c6.ts";
import { c7 } from "./c7.ts";
import { c8 } from "./c8.ts";
import { c9 } from "./c9.ts";
import { c10 } from "./c10.ts";
import { c11 } from "./c11.ts";
import { c12 } from "./c12.ts";
import type { Claim } from "./claim.ts";
import { openWhenDiverged } from "./open-when-diverged.ts";
import { openWhenReduced } from "./open-when-reduced.ts";

/** C1 is verified in full on either budget. */
export const CLAIMS: readonly Claim[] = [
  c1,
  ...[c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12].map((claim) => openWhenReduced(openWhenDiverged(claim))),
];
