/** An eighth of the recorded trainings in the tiles of wide vectors, which any engine runs. */
import { describe, expect, test } from "vitest";
import { setVectorsWide } from "../../src/wasm/vector-width.ts";
import { RECORDED_NUMERICS, recordedTrainings, sha256 } from "./recorded-trainings.ts";
import { runTraining } from "./run-training.ts";

// for all that this file compiles
setVectorsWide(true);

describe.each(RECORDED_NUMERICS)("%s", (numerics) => {
  test.each(
    recordedTrainings.filter((_, index) => index % 8 === 6).map((training) => [training.name, training] as const),
  )("training %s", async (_name, training) => {
    expect(await runTraining(training, { numerics, sha256 })).toEqual(training[numerics]);
  });
});
