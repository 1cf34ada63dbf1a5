/** What a page may ask for by `<!-- table: NAME -->`. */
import "../../packages/minibatch/src/every-kind.ts";
import { FINDING_KINDS } from "../../packages/minibatch/src/diagnosis/finding.ts";
import { findingWords } from "../../packages/minibatch/src/diagnosis/finding-words.ts";
import { lossKinds, ruleOfLoss } from "../../packages/minibatch/src/losses/losses.ts";
import type { Described } from "../../packages/minibatch/src/spec/takes.ts";
import { commandReference } from "./command-reference.ts";
import { interfaceTable } from "./interface-table.ts";
import { kindTable, layerFieldNamesTable, layerNamesTable } from "./kind-tables.ts";
import { code, table } from "./markdown-table.ts";
import {
  commonOptionsTable,
  flavourTable,
  optimizerOptionsTable,
  optimizersTable,
  PROGRAMS,
} from "./optimizer-tables.ts";
import { fileTable, formatsTable, moduleTable, splitsTable, stepsTable } from "./own-data-tables.ts";
import { claimsTable, goldenTable, labTable, libraryTable, reportTable } from "./result-tables.ts";
import { fieldsTable, kindsTable } from "./schema-tables.ts";

function lossesTable(): string {
  const targetWords = { shares: "numbers from 0 to 1", counts: "numbers of at least 0", numbers: "any numbers" };
  const rows = lossKinds().map((kind) => {
    const { activation, leastOutputs, takesClasses, targets, fields } = ruleOfLoss(kind);
    const options = Object.entries<Described>(fields).map(([name, { fallback }]) => code(`${name}: ${fallback}`));
    return [
      code(kind),
      options.join(", "),
      activation ?? "none",
      String(leastOutputs),
      `${takesClasses ? "classes, or " : ""}${targetWords[targets]}`,
    ];
  });
  return table(["loss", "options", "activation it contains", "least outputs", "targets"], rows);
}

function findingsTable(): string {
  return table(
    ["finding", "what is wrong"],
    FINDING_KINDS.map((kind) => [code(kind), findingWords[kind]]),
  );
}

export const TABLES: Readonly<Record<string, () => string>> = {
  layers: () => kindTable("layer"),
  "layer names": layerNamesTable,
  "layer field names": layerFieldNamesTable,
  activations: () => kindTable("activation"),
  losses: lossesTable,
  augmentations: () => kindTable("augmentation"),
  initializers: () => kindTable("initializer"),
  schedules: () => kindTable("schedule"),
  optimizers: optimizersTable,
  "optimizer options": optimizerOptionsTable,
  "common options": commonOptionsTable,
  ...Object.fromEntries(PROGRAMS.map((flavour) => [`flavour ${flavour}`, () => flavourTable(flavour)])),
  experiment: () => fieldsTable(""),
  "file data": fileTable,
  "file splits": splitsTable,
  "module data": moduleTable,
  formats: formatsTable,
  "preprocessing steps": stepsTable,
  "data sets": () => kindsTable("data", "set"),
  training: () => fieldsTable("training"),
  "early stopping": () => fieldsTable("training.earlyStopping"),
  parameters: () => kindsTable("parameter"),
  searches: () => kindsTable("search"),
  prunings: () => kindsTable("pruning"),
  objective: () => fieldsTable("objective"),
  "trainer options": () => interfaceTable("minibatch/src/train/create-trainer.ts", "TrainerOptions"),
  "fit options": () => interfaceTable("minibatch/src/train/fit-options.ts", "FitOptions"),
  "epoch report": () => interfaceTable("minibatch/src/train/fit-options.ts", "EpochReport"),
  "layer health": () => interfaceTable("minibatch/src/train/doctor.ts", "LayerHealth"),
  findings: findingsTable,
  "gradient check options": () => interfaceTable("minibatch/src/train/gradient-check.ts", "GradientCheckOptions"),
  commands: commandReference,
  claims: claimsTable,
  report: reportTable,
  library: libraryTable,
  lab: labTable,
  "golden differences": goldenTable,
};
