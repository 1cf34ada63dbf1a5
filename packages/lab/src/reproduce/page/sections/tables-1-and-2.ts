/** Tables 1 and 2: the two networks and how they are trained. The layers are the report's and do not vary. */

import { formatCount } from "../../../page-kit/format-number.ts";
import type { Html } from "../../../page-kit/html.ts";
import { number, renderTable, text } from "../../../page-kit/table.ts";
import type { Reproduction } from "../../results.ts";
import type { ReproductionPageSource } from "../page-source.ts";

interface LayerRow {
  readonly network: string;
  readonly layer: string;
  readonly neurons: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: string;
}

const digits = "Digits, 784-200-100-10";
const sequences = "Sequences, 20-20-1";

const layers: readonly LayerRow[] = [
  { network: digits, layer: "hidden 1", neurons: 200, inputs: 784, outputs: 200, activation: "ReLU or tanh" },
  { network: digits, layer: "hidden 2", neurons: 100, inputs: 200, outputs: 100, activation: "ReLU or tanh" },
  { network: digits, layer: "output", neurons: 10, inputs: 100, outputs: 10, activation: "softmax" },
  { network: sequences, layer: "hidden", neurons: 20, inputs: 20, outputs: 20, activation: "ReLU" },
  { network: sequences, layer: "output", neurons: 1, inputs: 20, outputs: 1, activation: "sigmoid" },
];

export function renderTable1({ marks }: ReproductionPageSource): Html {
  return renderTable({
    title: "Table 1. The layers of both networks",
    marks,
    columns: [
      text("Network"),
      text("Layer"),
      number("Neurons"),
      number("Inputs"),
      number("Outputs"),
      text("Activation"),
    ],
    rows: layers.map((layer) => [
      layer.network,
      layer.layer,
      { shown: layer.neurons, value: layer.neurons },
      { shown: layer.inputs, value: layer.inputs },
      { shown: layer.outputs, value: layer.outputs },
      layer.activation,
    ]),
    footer: [],
    sortable: true,
  });
}

/** What is trained with: [setting, digits, sequences]. */
function listSettings({ budget, problem3 }: Reproduction): readonly (readonly [string, string, string])[] {
  const epochs = budget.decayEpochs.length > 0 ? budget.decayEpochs.join(" and ") : "none";
  const { mnistTrain, mnistValidation, mnistTest } = budget;
  const mnistRows = [mnistTrain, mnistValidation, mnistTest].map(formatCount).join(" / ");
  return [
    ["Rows (training / validation / test)", mnistRows, "80% / 20% / none"],
    ["Input", "pixels / 255", "bits, 0 or 1"],
    ["Loss", "softmax cross-entropy", "binary cross-entropy"],
    [
      "Optimizer",
      "SGD without momentum",
      `Figure 2: ${problem3.figure2.optimizer}; Figure 3: SGD, RMSprop, Adam (Keras 2.2 defaults)`,
    ],
    ["Learning rate", "0.005, 0.01, 0.02; best configuration 0.1", "Figure 2: 0.005; Figure 3: 0.01, 0.001, 0.001"],
    ["Epochs", String(budget.epochs), String(budget.sequenceEpochs)],
    ["Rate halved after epochs", epochs, "never"],
    ["Minibatch", "100, reshuffled each epoch", "16, reshuffled each epoch"],
    ["Initial weights", "Glorot normal: √(2 / (inputs + outputs)) · N(0, 1), not truncated", "Glorot uniform"],
    ["Initial biases", "0", "0"],
    [
      "Runs per configuration",
      `sweep 1, best configuration ${budget.bestSeeds}`,
      `Figure 2: 1; Figure 3: ${budget.sequenceSeeds}`,
    ],
  ];
}

export function renderTable2({ reproduction, marks }: ReproductionPageSource): Html {
  return renderTable({
    title: "Table 2. How they are trained",
    marks,
    columns: [text("Setting"), text("Digits (Problem 2)"), text("Sequences (Problem 3)")],
    rows: listSettings(reproduction),
    footer: [],
    sortable: false,
  });
}
