import fc from "fast-check";
import { expect } from "vitest";
import { InputError, UsageError } from "../../src/errors.ts";
import { quoteArgument } from "../../src/shell/write-command.ts";
import type { LabStore, TakenTrial } from "../../src/store/store.ts";
import { hashOf } from "./hash-of.ts";
import { addExperiment, ENVIRONMENT, endNext, sampleOutcome, takeNext, uniqueBytes } from "./sample-trials.ts";
import type { OpenLab, StoreUnderTest } from "./store-under-test.ts";

/** Every blob, with the uses it counts and those that there are. Equal, and no blob that nobody uses. */
async function expectUsesToFit(sql: OpenLab["sql"]): Promise<void> {
  const counted = await sql("select sha256, uses from blobs order by sha256");
  const named = await sql(`
    select sha256, count(*) as uses from (
      select weights_sha256 as sha256 from trials where weights_sha256 is not null
      union all select checkpoint_sha256 from trials where checkpoint_sha256 is not null
    ) as named group by sha256 order by sha256`);
  expect(counted.map(({ sha256, uses }) => [sha256, Number(uses)])).toEqual(
    named.map(({ sha256, uses }) => [sha256, Number(uses)]),
  );
}

export function testBlobs({ test }: StoreUnderTest): void {
  test("a checkpoint takes the place of the one before, which goes", async ({ store, sql }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const { lease } = await takeNext(store, experiment.id);
    const [first, second] = [uniqueBytes(100_000), uniqueBytes(0)];
    expect(await store.saveCheckpoint(lease, first, 1)).toBe(true);
    expect(await store.findTrial(ids[0]!)).toMatchObject({ epochs: 1, checkpointSha256: hashOf(first) });
    expect(await store.readCheckpoint(ids[0]!)).toEqual(first);
    // sent again after an answer was lost
    expect(await store.saveCheckpoint(lease, first, 1)).toBe(true);
    expect(await store.readBlob(hashOf(first))).toEqual(first);
    expect(await store.saveCheckpoint(lease, second, 2)).toBe(true);
    expect(await store.readCheckpoint(ids[0]!)).toEqual(second);
    expect(await store.readBlob(hashOf(first))).toBeNull();
    await expectUsesToFit(sql);
  });

  test("a trial that waits is given another's checkpoint, and goes on from it; any other is not", async ({
    store,
    sql,
  }) => {
    const { experiment, ids } = await addExperiment(store, 2);
    const [given, late] = [uniqueBytes(), uniqueBytes()];
    const { lease } = await takeNext(store, experiment.id);
    expect(await store.startFromCheckpoint(ids[1]!, given, 3)).toBe(true);
    expect(await store.findTrial(ids[1]!)).toMatchObject({ status: "ready", attempts: 0, epochs: 3 });
    const before = await Promise.all(ids.map((id) => store.findTrial(id)));
    // one runs, the other has its own by now
    for (const id of ids) expect(await store.startFromCheckpoint(id, late, 4)).toBe(false);
    expect(await Promise.all(ids.map((id) => store.findTrial(id)))).toEqual(before);
    expect(await store.readBlob(hashOf(late))).toBeNull();
    expect((await takeNext(store, experiment.id)).checkpoint).toEqual(given);
    expect(await store.listAttempts(ids[1]!)).toMatchObject([{ attempt: 1, fromEpoch: 3 }]);
    await store.endTrial(lease, sampleOutcome());
    expect(await store.startFromCheckpoint(ids[0]!, late, 4)).toBe(false);
    expect(await store.startFromCheckpoint(0, late, 4)).toBe(false);
    await expectUsesToFit(sql);
  });

  test("equal weights are kept once, and outlive all but their last trial", async ({ store, sql }) => {
    const { experiment } = await addExperiment(store, 2);
    const { experiment: other } = await addExperiment(store, 1);
    const weights = uniqueBytes();
    const sha256 = hashOf(weights);
    for (const id of [experiment.id, experiment.id, other.id]) await endNext(store, id, { weights });
    expect(await sql(`select uses from blobs where sha256 = '${sha256}'`)).toEqual([{ uses: 3 }]);
    await store.removeTrials(experiment.id, [0]);
    expect(await store.readBlob(sha256)).toEqual(weights);
    await store.removeExperiment(experiment.id);
    expect(await store.readBlob(sha256)).toEqual(weights);
    await expectUsesToFit(sql);
    await store.removeTrials(other.id, [0]);
    expect(await store.readBlob(sha256)).toBeNull();
    await expectUsesToFit(sql);
  });

  test("weights and checkpoint of one trial may be the same bytes", async ({ store, sql }) => {
    const { experiment } = await addExperiment(store, 1);
    const bytes = uniqueBytes();
    await endNext(store, experiment.id, { status: "paused", weights: bytes, checkpoint: bytes });
    await expectUsesToFit(sql);
    await store.pruneTrials(experiment.id, [0], "pruned");
    expect(await store.readBlob(hashOf(bytes))).toEqual(bytes);
    await store.removeExperiment(experiment.id);
    expect(await store.readBlob(hashOf(bytes))).toBeNull();
  });

  test("a removed experiment leaves nothing, and its late writers are refused", async ({ store, sql }) => {
    const { experiment, ids } = await addExperiment(store, 3);
    const { experiment: other } = await addExperiment(store, 1);
    await endNext(store, other.id);
    const otherBefore = await store.summarizeExperiment(other.id);
    await endNext(store, experiment.id, { result: { a: 1 } });
    const { lease } = await takeNext(store, experiment.id);
    const checkpoint = uniqueBytes();
    await store.saveCheckpoint(lease, checkpoint, 1);
    await store.removeExperiment(experiment.id);
    expect(await store.findExperiment(experiment.name)).toBeNull();
    for (const table of ["metrics", "results", "attempts"]) {
      expect(await sql(`select * from ${table} where trial_id in (${ids.join(", ")})`)).toEqual([]);
    }
    expect(await sql(`select * from trials where experiment_id = ${experiment.id}`)).toEqual([]);
    expect(await store.readBlob(hashOf(checkpoint))).toBeNull();
    expect(await store.saveCheckpoint(lease, uniqueBytes(), 2)).toBe(false);
    expect(await store.endTrial(lease, sampleOutcome())).toBe(false);
    expect(await store.endTrial(lease, sampleOutcome({ status: "paused" }))).toBe(false);
    expect(await store.releaseTrial(lease)).toBe(false);
    await expectUsesToFit(sql);
    expect(await store.summarizeExperiment(other.id)).toEqual(otherBefore);
    // A trial made later must not answer to the old lease.
    const { ids: later } = await addExperiment(store, 3);
    expect(later.filter((id) => ids.includes(id))).toEqual([]);
  });

  test("a running trial is not removed, nor are the others then; one that is not there is told", async ({ store }) => {
    const { experiment } = await addExperiment(store, 3);
    await endNext(store, experiment.id);
    await takeNext(store, experiment.id);
    const running = store.removeTrials(experiment.id, [0, 1, 2]);
    await expect(running).rejects.toThrow(UsageError);
    await expect(running).rejects.toThrow(
      `Cannot remove trial 1 of ${experiment.name}: it is running, should have ended; stop its sweep first`,
    );
    const missing = store.removeTrials(experiment.id, [0, 9]);
    await expect(missing).rejects.toThrow(UsageError);
    await expect(missing).rejects.toThrow(`Cannot remove trial 9 of ${experiment.name}: there is none; `);
    expect(await store.listTrials(experiment.id)).toHaveLength(3);
    await store.removeTrials(experiment.id, [0, 2]);
    expect((await store.listTrials(experiment.id)).map(({ number }) => number)).toEqual([1]);
  });

  test("bytes that do not fit their name are refused, as checkpoint too", async ({ store, sql }) => {
    const { experiment, ids } = await addExperiment(store, 2);
    const weights = uniqueBytes();
    const checkpoint = uniqueBytes();
    await endNext(store, experiment.id, { weights });
    const { lease } = await takeNext(store, experiment.id);
    await store.saveCheckpoint(lease, checkpoint, 1);
    await store.releaseTrial(lease);
    const wrong = uniqueBytes();
    for (const bytes of [weights, checkpoint]) {
      await sql(`update blobs set bytes = ${bytesLiteral(wrong, store)} where sha256 = '${hashOf(bytes)}'`);
    }
    const message = (bytes: Uint8Array) => {
      const [what, trial] = bytes === weights ? ["weights", 0] : ["checkpoint", 1];
      const name = `${experiment.name}/${trial}`;
      return `Cannot read the ${what} of ${name} in ${store.place}: the bytes are damaged, their SHA-256 is ${hashOf(wrong)}, should be ${hashOf(bytes)}; train it again after: minibatch runs retry ${name} --store ${quoteArgument(store.place)}`;
    };
    await expect(store.readBlob(hashOf(weights))).rejects.toThrow(InputError);
    await expect(store.readBlob(hashOf(weights))).rejects.toThrow(message(weights));
    await expect(store.readCheckpoint(ids[1]!)).rejects.toThrow(message(checkpoint));
    await expect(store.takeNextTrial(experiment.id, "ann:1/0", ENVIRONMENT)).rejects.toThrow(message(checkpoint));
    expect(await store.findTrial(ids[1]!)).toMatchObject({ status: "ready", attempts: 1 });
    await store.removeExperiment(experiment.id);
  });

  test("whatever happens to trials, blobs count their uses and none is left over", async ({ store, sql }) => {
    const pool = [uniqueBytes(), uniqueBytes(), uniqueBytes()];
    const action = fc.record({
      kind: fc.constantFrom(
        "take",
        "save",
        "end",
        "pause",
        "release",
        "promote",
        "prune",
        "remove",
        "cancel",
        "revive",
      ),
      which: fc.nat(9),
      bytes: fc.constantFrom(...pool),
      more: fc.constantFrom(null, ...pool),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 30 }), async (actions) => {
        const { experiment } = await addExperiment(store, 4);
        const taken: TakenTrial[] = [];
        for (const one of actions) {
          await act(store, experiment.id, taken, one);
          await expectUsesToFit(sql);
        }
        await store.removeExperiment(experiment.id);
        await expectUsesToFit(sql);
      }),
      { numRuns: 12 },
    );
  }, 60_000);
}

interface Action {
  readonly kind: string;
  readonly which: number;
  readonly bytes: Uint8Array;
  readonly more: Uint8Array | null;
}

async function act(store: LabStore, id: number, taken: TakenTrial[], action: Action): Promise<void> {
  const { kind, which, bytes, more } = action;
  if (kind === "take") {
    const next = await store.takeNextTrial(id, "ann:1/0", ENVIRONMENT);
    if (next !== null) taken.push(next);
  }
  if (kind === "promote") await store.promoteTrials(id, [{ number: which, untilEpoch: 20 }]);
  if (kind === "prune") await store.pruneTrials(id, [0, 1, which], "pruned");
  if (kind === "cancel") await store.cancelExperiment(id);
  if (kind === "revive") await store.reviveExperiment(id);
  if (kind === "remove") {
    const found = await store.findTrialByNumber(id, which % 4);
    if (found !== null && found.status !== "running") await store.removeTrials(id, [which % 4]);
  }
  const lease = taken[which % Math.max(1, taken.length)]?.lease;
  if (lease === undefined) return;
  if (kind === "save") await store.saveCheckpoint(lease, bytes, which);
  if (kind === "end") await store.endTrial(lease, sampleOutcome({ weights: more }));
  if (kind === "pause") {
    await store.endTrial(lease, sampleOutcome({ status: "paused", checkpoint: bytes, weights: more }));
  }
  if (kind === "release") await store.releaseTrial(lease);
}

function bytesLiteral(bytes: Uint8Array, { place }: LabStore): string {
  const hex = Buffer.from(bytes).toString("hex");
  return place.startsWith("postgres") ? `'\\x${hex}'` : `x'${hex}'`;
}
