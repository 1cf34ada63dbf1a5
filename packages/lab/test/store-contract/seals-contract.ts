import { expect } from "vitest";
import { InputError, UsageError } from "../../src/errors.ts";
import { quoteArgument } from "../../src/shell/write-command.ts";
import type { LabStore, NewExperiment } from "../../src/store/store.ts";
import { addExperiment, ENVIRONMENT, endNext, sampleOutcome, takeNext } from "./sample-trials.ts";
import type { OpenLab, StoreUnderTest } from "./store-under-test.ts";

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

/** Two finished trials; what reads them where damage is told gives its result and the lines. */
async function openDamaged({ store, openTolerant }: OpenLab, changes: Partial<NewExperiment> = {}) {
  const { experiment, ids } = await addExperiment(store, 2, changes);
  for (const objective of [0.75, 0.5]) await endNext(store, experiment.id, { objective });
  const read = async <T>(work: (tolerant: LabStore) => Promise<T>) => {
    const lines: string[] = [];
    const tolerant = await openTolerant((line) => lines.push(line));
    try {
      return { result: await work(tolerant), lines };
    } finally {
      await tolerant.close();
    }
  };
  const remedy = (trial: string) =>
    `train it again after: minibatch runs retry ${trial} --store ${quoteArgument(store.place)}`;
  const [id, other] = ids as [number, number];
  return { experiment, id, other, ids, read, trial: `${experiment.name}/0`, remedy: remedy(`${experiment.name}/0`) };
}

export function testSeals({ test }: StoreUnderTest): void {
  test("figures that were changed are refused by name; where damage is told the others are read", async (lab) => {
    const { store, sql } = lab;
    const { id, ids, trial, remedy, read } = await openDamaged(lab);
    const [{ values }] = (await sql(
      `select "values" from metrics where name = 'validationAccuracy' and trial_id = ${id}`,
    )) as [{ values: Uint8Array }];
    const bits = Buffer.from(values);
    bits[15]! ^= 0x01;
    const literal = store.place.startsWith("postgres")
      ? `'\\x${bits.toString("hex")}'::bytea`
      : `x'${bits.toString("hex")}'`;
    await sql(`update metrics set "values" = ${literal} where name = 'validationAccuracy' and trial_id = ${id}`);
    const line = `Cannot read validationAccuracy of ${trial} in ${store.place}: its figures are damaged, their seal does not fit; ${remedy}`;
    expect(await refusalOf(store.readMetrics(ids))).toBe(line);
    expect(await refusalOf(store.readMetrics(ids, ["validationAccuracy"]))).toBe(line);
    expect((await store.readMetrics(ids, ["trainLoss"])).get(id)).toEqual({ trainLoss: Float64Array.of(0.5, 0.25) });
    const { result, lines } = await read((tolerant) => tolerant.readMetrics(ids));
    expect([...result.values()].map((metrics) => Object.keys(metrics).sort())).toEqual([
      ["trainLoss"],
      ["trainLoss", "validationAccuracy"],
    ]);
    expect(lines).toEqual([line]);
  });

  test("figures that are gone, another trial's, or without their seal are noticed", async (lab) => {
    const { store, sql } = lab;
    for (const damage of [
      (id: number) => `delete from metrics where name = 'trainLoss' and trial_id = ${id}`,
      (id: number) => `update metrics set name = 'trainLosr' where name = 'trainLoss' and trial_id = ${id}`,
      (id: number) => `update metrics set seal = null where name = 'trainLoss' and trial_id = ${id}`,
      (
        id: number,
        other: number,
      ) => `update metrics set "values" = (select m."values" from metrics as m where m.name = 'validationAccuracy'
         and m.trial_id = ${other}), seal = (select m.seal from metrics as m where m.name = 'validationAccuracy'
         and m.trial_id = ${other}) where name = 'trainLoss' and trial_id = ${id}`,
    ]) {
      const { id, other, trial, read } = await openDamaged(lab);
      await sql(damage(id, other));
      const { result, lines } = await read((tolerant) => tolerant.readMetrics([id, other]));
      expect(Object.keys(result.get(id)!)).toEqual(["validationAccuracy"]);
      expect(Object.keys(result.get(other)!)).toHaveLength(2);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`of ${trial} in ${store.place}`);
      // asked for by its name alone
      expect(await refusalOf(store.readMetrics([id], ["trainLoss"]))).toContain(`of ${trial} in ${store.place}`);
      expect(await store.readMetrics([other], ["trainLoss", "nowhere"])).toEqual(
        new Map([[other, { trainLoss: Float64Array.of(0.5, 0.25) }]]),
      );
    }
  });

  test("a trial's row that was changed is refused by name, and the others are read", async (lab) => {
    const { store, sql } = lab;
    for (const damage of [
      "test_accuracy = 1.198",
      "test_loss = null",
      "objective = 0.25",
      "seconds = 2.5",
      "seed = 21",
      "diagnosis = 'none'",
      "weights_sha256 = null",
      "until_epoch = 11",
      "ended_at = ended_at + 1",
      "parameters = '{}'",
      "parameters = '{'",
      "figures_seal = figures_seal + 1",
      "seal = null",
    ]) {
      const { experiment, id, other, trial, remedy, read } = await openDamaged(lab);
      await sql(`update trials set ${damage} where id = ${id}`);
      const line = `Cannot read the trial ${trial} in ${store.place}: its row is damaged, its seal does not fit; ${remedy}`;
      for (const work of [
        () => store.listTrials(experiment.id),
        () => store.listTrials(experiment.id, { order: "objective" }),
        () => store.findTrial(id),
        () => store.findTrialByNumber(experiment.id, 0),
      ]) {
        expect([damage, await refusalOf(work())]).toEqual([damage, line]);
      }
      const { result, lines } = await read((tolerant) =>
        Promise.all([
          tolerant.listTrials(experiment.id),
          tolerant.findTrial(id),
          tolerant.summarizeExperiment(experiment.id),
        ]),
      );
      expect(result[0].map((record) => record.id)).toEqual([other]);
      expect(result[1]).toBeNull();
      // it was the best, and would be still
      expect(result[2].best).toMatchObject({ objective: 0.5, trial: 1 });
      expect(new Set(lines)).toEqual(new Set([line]));
    }
  });

  test("what is damaged is not trained, nor sealed as whole; it can be removed", async (lab) => {
    const { store, sql } = lab;
    const { experiment, ids } = await addExperiment(store, 2);
    await sql(`update trials set seed = 77 where id = ${ids[0]}`);
    const message = `Cannot read the trial ${experiment.name}/0 in`;
    for (const work of [
      () => store.takeNextTrial(experiment.id, "ann:1/0", ENVIRONMENT),
      () => store.takeTrial(ids[0]!, "ann:1/0", ENVIRONMENT),
      () => store.startFromCheckpoint(ids[0]!, Uint8Array.of(1), 1),
      () => store.cancelExperiment(experiment.id),
      () => store.findTrial(ids[0]!),
    ]) {
      expect(await refusalOf(work())).toContain(message);
    }
    expect(await store.listStatuses(experiment.id)).toEqual([
      { number: 0, status: "ready" },
      { number: 1, status: "ready" },
    ]);
    await store.removeTrials(experiment.id, [0]);
    expect((await takeNext(store, experiment.id)).trial.number).toBe(1);
  });

  test("an experiment's row that was changed is refused; where damage is told its trials are read", async (lab) => {
    const { store, sql } = lab;
    for (const [damage, isReadable] of [
      ["synthetic = 1", true],
      ["objective_goal = 'min'", true],
      ["data = '{}'", true],
      [`spec = '{"kind":"sweap"}'`, true],
      [`spec = '{"kind":'`, false],
      ["data = 'x'", false],
    ] as const) {
      const { experiment, ids, read } = await openDamaged(lab);
      const { name, id } = experiment;
      await sql(`update experiments set ${damage} where id = ${id}`);
      const start = `Cannot rely on the experiment ${name} in ${store.place}: its row is damaged, `;
      const end = `; take the store from a copy, or sweep it again after: minibatch runs rm ${name} --store ${quoteArgument(store.place)}`;
      for (const work of [
        () => store.findExperiment(name),
        () => store.findExperimentById(id),
        () => store.summarizeExperiment(id),
        () => store.listExperiments(),
        () => store.setPriority(id, 3),
        () => store.cancelExperiment(id),
      ]) {
        const message = await refusalOf(work());
        expect(message.startsWith(start) && message.endsWith(end)).toBe(true);
      }
      const { result, lines } = await read(async (tolerant) => ({
        found: await tolerant.findExperiment(name).catch(() => null),
        listed: (await tolerant.listExperiments()).filter((summary) => summary.id === id),
        trials: await tolerant.listTrials(id),
      }));
      expect(result.found?.name).toBe(isReadable ? name : undefined);
      expect(result.listed).toHaveLength(isReadable ? 1 : 0);
      expect(result.trials.map((trial) => trial.id)).toEqual(ids);
      // the others of this database are other tests'
      const own = lines.filter((line) => line.includes(name));
      expect(own.every((line) => line.startsWith(start))).toBe(true);
      expect(own.length).toBeGreaterThan(0);
      expect(await store.findExperimentId(name)).toBe(id);
      await store.removeExperiment(id);
    }
  });

  test("attempts and environments that were changed are told", async (lab) => {
    const { store, sql } = lab;
    const { experiment, id, other, trial, remedy, read } = await openDamaged(lab);
    await sql(`update attempts set started_at = started_at - 1000 where trial_id = ${id}`);
    const line = `Cannot read attempt 1 of ${trial} in ${store.place}: its row is damaged; ${remedy}`;
    expect(await refusalOf(store.listAttempts(id))).toBe(line);
    expect(await read((tolerant) => tolerant.listAttempts(id))).toEqual({ result: [], lines: [line] });
    expect(await store.listAttempts(other)).toMatchObject([{ attempt: 1, environment: ENVIRONMENT }]);
    const unlike = { host: crypto.randomUUID() };
    const { experiment: odd } = await addExperiment(store, 1);
    const taken = await store.takeNextTrial(odd.id, "ann:1/0", unlike);
    await sql(
      `update environments set json = replace(json, '${unlike.host.slice(0, 4)}', 'xxxx') where json like '%${unlike.host}%'`,
    );
    expect(await refusalOf(store.listEnvironments(odd.id))).toMatch(
      /^Cannot read an environment in .*: it is damaged, its SHA-256 should be [0-9a-f]{64}; take the store from a copy$/,
    );
    expect(await refusalOf(store.listAttempts(taken!.trial.id))).toMatch(
      /: the environment it ran in is damaged; train it/,
    );
    expect((await read((tolerant) => tolerant.listEnvironments(odd.id))).result).toEqual([]);
    expect(await store.listEnvironments(experiment.id)).toEqual([ENVIRONMENT]);
    await store.removeExperiment(odd.id);
  });

  test("a trial of which a part is damaged is trained again, as it was described", async (lab) => {
    const { store, sql } = lab;
    for (const damage of [
      (id: number) => `update metrics set name = 'trainLosr' where name = 'trainLoss' and trial_id = ${id}`,
      (id: number) => `update trials set objective = 1.198, test_accuracy = 1.198 where id = ${id}`,
      (id: number) => `update trials set weights_sha256 = 'none', attempts = 17 where id = ${id}`,
      (id: number) => `update trials set status = 'fjnished' where id = ${id}`,
      (id: number) => `update attempts set started_at = 1 where trial_id = ${id}`,
      (id: number) => `delete from metrics where trial_id = ${id}`,
    ]) {
      const { experiment, id, ids, other } = await openDamaged(lab);
      const before = await store.findTrial(id);
      const untouched = await store.findTrial(other);
      await sql(damage(id));
      await store.retryTrials(experiment.id, [0]);
      expect(await store.findTrial(id)).toEqual({
        ...before,
        ...{ status: "ready", epochs: 0, objective: null, test: null, seconds: 0, weightsSha256: null },
        ...{ startedAt: null, endedAt: null, attempts: expect.any(Number) },
      });
      expect(await store.readMetrics([id])).toEqual(new Map([[id, {}]]));
      const { trial, lease, checkpoint } = await takeNext(store, experiment.id);
      expect([trial.id, checkpoint]).toEqual([id, null]);
      await store.endTrial(lease, sampleOutcome({ objective: 0.75 }));
      expect((await store.listTrials(experiment.id)).map((one) => one.objective)).toEqual([0.75, 0.5]);
      expect((await store.readMetrics(ids)).get(id)).toEqual((await store.readMetrics(ids)).get(other));
      expect((await store.listAttempts(id)).at(-1)).toMatchObject({ attempt: lease.attempt, outcome: "finished" });
      expect(await store.findTrial(other)).toEqual(untouched);
      await store.removeExperiment(experiment.id);
    }
  });

  test("one whose description is damaged is not, nor one that runs or is not there", async (lab) => {
    const { store, sql } = lab;
    for (const damage of ["seed = 77", "parameters = '{}'", "until_epoch = 11", "thresholds = '[1]'", "task = '{}'"]) {
      const { experiment, id, trial } = await openDamaged(lab);
      await sql(`update trials set ${damage} where id = ${id}`);
      expect(await refusalOf(store.retryTrials(experiment.id, [1, 0]))).toBe(
        `Cannot train ${trial} again: its description in ${store.place} is damaged; take the store from a copy, or sweep all of it again after: minibatch runs rm ${experiment.name} --store ${store.place}`,
      );
      expect((await store.listStatuses(experiment.id)).map(({ status }) => status)).toEqual(["finished", "finished"]);
      await store.removeExperiment(experiment.id);
    }
    const { experiment } = await addExperiment(store, 1);
    await takeNext(store, experiment.id);
    await expect(store.retryTrials(experiment.id, [0])).rejects.toThrow(UsageError);
    await expect(store.retryTrials(experiment.id, [5])).rejects.toThrow(UsageError);
  });
}
