/** Raw rows in, answers in the user's words out: for networks whose file says how rows become numbers. */
import { type Answer, answer, type Frame, inputTypes, type Preparation, placeOf, prepareRows } from "minibatch-data";
import { openRows } from "../../data/open-rows.ts";
import { ownErrors } from "../../data/own-errors.ts";
import type { OpenModel } from "../../models/model-file.ts";

/** What is told of one row: its place in the file, then the answer. */
export type PreparedPrediction = Readonly<
  Record<string, string | number | readonly (string | number)[] | Readonly<Record<string, number>>>
>;

export interface PreparedPredictions {
  readonly predictions: readonly PreparedPrediction[];
  /** how the file was understood, for the user; null where that cannot be doubted */
  readonly told: string | null;
}

/**
 * `options` are the reader's, over those of the file that was trained on. Throws InputError for a file that cannot be
 * read, or lacks what the network takes.
 */
export async function predictPrepared(
  { trainer, origin }: Pick<OpenModel, "trainer" | "origin">,
  preparation: Preparation,
  path: string,
  options: Readonly<Record<string, unknown>>,
): Promise<PreparedPredictions> {
  return ownErrors(async () => {
    const types = inputTypes(preparation);
    const frame = await openRows({ path, target: [], types, trained: origin.data, read: options });
    const outputs = await trainer.predict(prepareRows(preparation, frame));
    const answers = answer(preparation, outputs);
    return { predictions: answers.map((one, row) => describeAnswer(one, row, frame)), told: frame.told ?? null };
  });
}

function describeAnswer(one: Answer, row: number, frame: Frame): PreparedPrediction {
  const { places } = frame;
  const place =
    places.kind === "lines"
      ? { line: places.lines[row]! }
      : places.kind === "files"
        ? { file: placeOf(frame, row) }
        : {};
  const { task: _, ...told } = one;
  return { row, ...place, ...("values" in told ? told.values : told) };
}
