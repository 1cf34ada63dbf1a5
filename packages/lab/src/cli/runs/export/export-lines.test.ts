/** A line and a row of the export; the whole export is tested on stores, in `runs/command.test.ts`. */

import { TRIAL_STATUSES } from "study";
import { expect, test } from "vitest";
import type { TrialRecord } from "../../../store/store.ts";
import { csvRow } from "./csv-row.ts";
import { headOf, trialRows } from "./export-csv.ts";
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

test("a trial without an epoch has a row, whatever its status", () => {
  const names = { parameters: ["rate"], metrics: ["validationLoss", "trainLoss"], synthetic: false };
  for (const status of TRIAL_STATUSES) {
    expect(trialRows({ trial: { ...trial, status, epochs: 0 }, metrics: {} }, names)).toBe(
      `4,1,1,2,${status},false,0.1,,,\r\n`,
    );
  }
  expect(headOf(names)).toBe(
    "trial,configuration,repeat,seed,status,synthetic,rate,epoch,validationLoss,trainLoss\r\n",
  );
});

test("a parameter never shares another column's name", () => {
  const columns = headOf({ parameters: ["epoch", "parameter.epoch", "rate", "objective"], metrics: [] })
    .trimEnd()
    .split(",");
  expect(columns.slice(6)).toEqual([
    "parameter.epoch",
    "parameter.parameter.epoch",
    "rate",
    "parameter.objective",
    "epoch",
  ]);
});

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ["+1,2", `"'+1,2"`],
  ["-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
  ["@SUM(1+1)", "'@SUM(1+1)"],
  ["-0.5", "'-0.5"],
  ["\tx", "'\tx"],
  ["\rx", `"'\rx"`],
  ["\nx", `"'\nx"`],
  [" =1", "' =1"],
  ["\u00a0\u3000=1", "'\u00a0\u3000=1"],
  ["\ufeff=1", "'\ufeff=1"],
  ["\uff1d1", "'\uff1d1"],
  ["\uff0b1", "'\uff0b1"],
  ["\uff0d1", "'\uff0d1"],
  ["\uff201", "'\uff201"],
  ["\ufe621", "'\ufe621"],
  ["\ufe631", "'\ufe631"],
  ["\ufe661", "'\ufe661"],
  ["\ufe6b1", "'\ufe6b1"],
  ["\u200b=1", "'\u200b=1"],
  ["\u00ad \u2060+1", "'\u00ad \u2060+1"],
  ["'=1", "''=1"],
  ["''=1", "'''=1"],
  ["' -1", "'' -1"],
  ["'\u200b@1", "''\u200b@1"],
  ["a;=1", '"a;=1"'],
  ["=1;2", `"'=1;2"`],
  // what is no formula, and numbers, stay as they are
  ["a=1", "a=1"],
  ["'a=1", "'a=1"],
  ["'", "'"],
  [" a", " a"],
  ["<b>", "<b>"],
  ["", '""'],
  [-0.5, "-0.5"],
  [-0, "-0.0"],
  [-1e-7, "-1e-7"],
  [true, "true"],
  [null, ""],
])("%j is written as %j", (value, field) => {
  expect(csvRow([value])).toBe(`${field}\r\n`);
});

test("JSON lines hold texts as they are", () => {
  const labelled = { ...trial, parameters: { name: "=1+1" } };
  expect(JSON.parse(trialLine({ trial: labelled, metrics }, false))).toMatchObject({ parameters: { name: "=1+1" } });
});
