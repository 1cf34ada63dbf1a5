/** The best trial's network, layer by layer. */
import { drawNetwork } from "charts";
import { figureOfNetwork, tellNetwork } from "../../network/network-figure.ts";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishDrawing } from "../../page-kit/figures/finish-figure.ts";
import type { DescribedExperiment } from "../describe-experiment.ts";

export const NETWORK_FIGURE = "network";

/** Null where no network is known: none has finished, or it is a training of its author's own. */
export function drawNetworkFigure({ input }: DescribedExperiment): Figure | null {
  const { network = null } = input;
  if (network === null) return null;
  const figure = figureOfNetwork(network, "");
  const description = tellNetwork(figure);
  const frame = { name: NETWORK_FIGURE, alternative: "The best trial's network", description, isFile: false };
  return finishDrawing(drawNetwork(figure, frame), {
    name: NETWORK_FIGURE,
    caption:
      "The best trial's network, from its input to its loss: each layer with what comes out of it for a row, and with " +
      "what it learns. What is repeated is drawn once.",
    alternative: description,
  });
}
