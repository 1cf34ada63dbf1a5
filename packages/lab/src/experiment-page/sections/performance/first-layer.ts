/** What is seen of the first layer of a network on pictures. */
import { type Html, html, nothing } from "../../../page-kit/html.ts";
import type { FirstLayer } from "../../../performance/first-layer.ts";
import { CHANNELS_FIGURE, FILTERS_FIGURE } from "../../figures/first-layer.ts";
import { type ExperimentPageSource, renderFigureNamed } from "../../page-source.ts";

export function renderFirstLayer(first: FirstLayer | null, source: ExperimentPageSource): Html {
  if (first === null) return nothing;
  return html`
<h3 id="first-layer">What its first layer sees</h3>
${renderFigureNamed(source, FILTERS_FIGURE)}
${renderFigureNamed(source, CHANNELS_FIGURE)}`;
}

/** Left out of pages that have no such pictures. */
export const firstLayerStyle: string = `#${FILTERS_FIGURE} image, #${CHANNELS_FIGURE} image { image-rendering: pixelated; }
`;
