/** Every view: a new one is a file of this folder, a row here and one in `view-data.ts`. */

import type { ViewData, ViewName } from "../../protocol/view-data.ts";
import { activations } from "./activations.ts";
import { boundary } from "./boundary.ts";
import { confusion } from "./confusion.ts";
import { units } from "./units.ts";
import type { View } from "./view.ts";
import { weights } from "./weights.ts";

export const views: { readonly [Name in ViewName]: View<ViewData[Name]> } = {
  boundary,
  weights,
  units,
  activations,
  confusion,
};

export const viewNames: readonly ViewName[] = Object.keys(views) as ViewName[];
