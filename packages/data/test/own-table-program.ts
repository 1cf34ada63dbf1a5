/** A first own program, as the README has it: a table in, a trained and saved model out, a raw row answered. */
import { createTrainer } from "minibatch";
import { type Answer, evaluateAnswers, type Frame, openModel, prepareData, saveModel, truthOf } from "minibatch-data";

export async function trainOnTable(
  frame: Frame,
): Promise<{ answers: readonly Answer[]; accuracy: number; bytes: Uint8Array; says: readonly string[] }> {
  const data = prepareData(frame, { target: "species", split: { validation: 0.2, test: 0.2, seed: 1 } });
  const trainer = await createTrainer({
    model: data.model({ hidden: [16, 8] }),
    optimizer: { kind: "adam", learningRate: 0.01 },
    numerics: "strict",
  });
  await trainer.fit(data.train, { epochs: 40, validation: data.validation! });
  const { preparation, test } = data;
  const evaluation = evaluateAnswers(preparation, await trainer.predict(test!.x), truthOf(preparation, test!.y));
  const bytes = saveModel(trainer, preparation);
  trainer.dispose();

  using model = await openModel(bytes);
  const answers = await model.predict([
    { island: "Biscoe", bill: 47.2, mass: 5200 },
    { island: null, bill: null, mass: 3600 },
    { island: "Elsewhere", bill: 49.5, mass: 3700 },
  ]);
  return { answers, accuracy: evaluation.task === "classes" ? evaluation.accuracy : 0, bytes, says: data.says };
}
