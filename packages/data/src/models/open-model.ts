import {
  decodeCheckpoint,
  FormatError,
  featuresOf,
  type RestoreOptions,
  restoreTrainer,
  SpecError,
  type Trainer,
} from "minibatch";
import { type Answer, answer } from "../answers/answer.ts";
import type { Frame } from "../frame/frame.ts";
import type { Preparation } from "../preprocessing/preparation.ts";
import { prepareRows } from "../preprocessing/prepare-rows.ts";
import { readPreparation } from "../preprocessing/read-preparation.ts";
import { checkModel } from "../targets/model-for.ts";
import { frameOfInputs, type RawRow } from "./frame-of-inputs.ts";

/** A trained network that takes raw rows and answers in the user's words. */
export interface PreparedModel {
  readonly preparation: Preparation;
  readonly trainer: Trainer;
  /**
   * An answer a row, as the rows are: texts, missing values (null), units as in the file. Throws DataError, naming the
   * row, for what cannot be a row of these data.
   */
  predict(rows: Frame | readonly RawRow[]): Promise<readonly Answer[]>;
  /** gives the network's memory back */
  dispose(): void;
  [Symbol.dispose](): void;
}

/**
 * Opens what `saveModel` wrote. Throws FormatError for other bytes, and for a network that does not fit its
 * preprocessing.
 */
export async function openModel(bytes: Uint8Array, options: RestoreOptions = {}): Promise<PreparedModel> {
  const { meta } = decodeCheckpoint(bytes);
  const json = typeof meta === "object" && meta !== null && "preparation" in meta ? meta.preparation : undefined;
  if (json === undefined) {
    throw new FormatError(
      "Cannot open the model: it has no preprocessing; open it with restoreTrainer, or save it with saveModel",
    );
  }
  const preparation = readPreparation(json);
  const trainer = await restoreTrainer(bytes, options);
  try {
    checkFit(trainer, preparation);
  } catch (error) {
    trainer.dispose();
    throw error;
  }
  const dispose = (): void => trainer.dispose();
  return {
    preparation,
    trainer,
    async predict(rows) {
      const frame = Array.isArray(rows)
        ? frameOfInputs(preparation.inputs, rows as readonly RawRow[])
        : (rows as Frame);
      if (frame.rows === 0) return [];
      return answer(preparation, await trainer.predict(prepareRows(preparation, frame)));
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}

function checkFit({ model }: Trainer, { shape, target }: Preparation): void {
  const features = shape.reduce((product, length) => product * length, 1);
  if (featuresOf(model) !== features) {
    throw new FormatError(
      `Cannot open the model: its network takes ${featuresOf(model)} numbers a row, its preprocessing gives ` +
        `${features}; use another copy`,
    );
  }
  try {
    checkModel(target, model);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new FormatError(
      `Cannot open the model: its network does not answer its target (${error.message}); use another copy`,
    );
  }
}
