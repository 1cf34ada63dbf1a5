/** A line and a row of the export; the whole export is tested on stores, in `runs-command.test.ts`. */
import { expect, test } from "vitest";
import type { TrialRecord } from "../../store/store.ts";
import { trialRows } from "./export-csv.ts";
import { trialLine } from "./export-jsonl.ts";

const trial: TrialRecord = {
  id: 77,
  experimentId: 1,
  number: 4,
  configuration: 1,
  repeat: 1,
  parameters: { rate: 0.1, name: 'a "b", c', flag: true, none: null },
  seed: 2,
  task: null,
  untilEpoch: 2,
  thresholds: null,
  status: "failed",
  attempts: 3,
  epochs: 2,
  objective: null,
  objectiveEpoch: null,
  keptEpoch: null,
  test: null,
  seconds: 0.1 + 0.2,
  diagnosis: "not finite",
  weightsSha256: null,
  checkpointSha256: null,
  startedAt: null,
  endedAt: new Date(0),
};
const metrics = { trainLoss: Float64Array.of(1 / 3, Number.NaN), validationLoss: [-0] };

test("the promised keys come first, in their order", () => {
  expect(trialLine({ trial, metrics }, false)).toBe(
    '{"trial":4,"parameters":{"rate":0.1,"name":"a \\"b\\", c","flag":true,"none":null},"seed":2,"status":"failed",' +
      '"attempts":3,"metrics":{"trainLoss":[0.3333333333333333,null],"validationLoss":[-0.0]},"weightsSha256":null,' +
      '"seconds":0.30000000000000004,"configuration":1,"repeat":1,"objective":null,"objectiveEpoch":null,"keptEpoch":null,"test":null,' +
      '"diagnosis":"not finite","epochs":2,"startedAt":null,"endedAt":"1970-01-01T00:00:00.000Z","synthetic":false}',
  );
});

test("a row per epoch, quoted as RFC 4180 has it; what is not there is empty", () => {
  const names = {
    parameters: ["rate", "name", "other", "flag"],
    metrics: ["validationLoss", "trainLoss", "x"],
    synthetic: true,
  };
  expect(trialRows({ trial, metrics }, names)).toBe(
    '4,1,1,2,failed,true,0.1,"a ""b"", c",,true,1,-0.0,0.3333333333333333,\r\n' +
      '4,1,1,2,failed,true,0.1,"a ""b"", c",,true,2,,,\r\n',
  );
});
