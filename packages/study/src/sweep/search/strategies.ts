import type { SearchSpec } from "../../experiment/spec.ts";
import { grid } from "./grid.ts";
import { random } from "./random.ts";
import { sobol } from "./sobol.ts";
import type { Strategy } from "./strategy.ts";
import { tpe } from "./tpe.ts";
import { zip } from "./zip.ts";

/** All searches; a new one is a file and a row here. */
export const strategies: Readonly<Record<SearchSpec["kind"], Strategy>> = { grid, zip, random, sobol, tpe };
