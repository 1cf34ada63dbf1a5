/** Weights and checkpoints, under the SHA-256 of their bytes: trials that trained the same weights share one blob. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { InputError } from "../../errors.ts";
import { nameOfTrial, trainAgain } from "../integrity/damage.ts";
import type { StoreContext } from "../store-context.ts";

/**
 * Counts one use more for each of `kept`, one less for each of `dropped`; null stands for none. In the order of their
 * hashes, so that two transactions with the same blobs do not deadlock. Returns the SHA-256 of each of `kept`.
 */
export async function exchangeBlobs(
  context: StoreContext,
  kept: readonly (Uint8Array | null)[],
  dropped: readonly (string | null)[],
): Promise<(string | null)[]> {
  const names = kept.map((bytes) => (bytes === null ? null : hashBytes(bytes)));
  const changes = [
    ...names.map((sha256, i) => ({ sha256, work: (name: string) => keepBlob(context, name, kept[i] as Uint8Array) })),
    ...dropped.map((sha256) => ({ sha256, work: (name: string) => dropBlob(context, name) })),
  ];
  // A stable sort: a blob that is both kept and dropped is never gone in between.
  for (const { sha256, work } of changes.sort((a, b) => compareNames(a.sha256, b.sha256))) {
    if (sha256 !== null) await work(sha256);
  }
  return names;
}

/** Nulls come first and are equal: otherwise the order would not be total. */
export function compareNames(one: string | null, other: string | null): number {
  const [a, b] = [one ?? "", other ?? ""];
  return a < b ? -1 : a > b ? 1 : 0;
}

async function keepBlob({ db }: StoreContext, sha256: string, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto("blobs")
    .values({ sha256, uses: 1, bytes })
    // replaces what lies there, which may be damaged
    .onConflict((conflict) =>
      conflict
        .column("sha256")
        .doUpdateSet((eb) => ({ uses: eb("blobs.uses", "+", 1), bytes: eb.ref("excluded.bytes") })),
    )
    .execute();
}

/** Deletes the bytes after the last use. The row stays locked in between, so that nobody can start to use it. */
async function dropBlob({ db }: StoreContext, sha256: string): Promise<void> {
  const left = await db
    .updateTable("blobs")
    .set((eb) => ({ uses: eb("uses", "-", 1) }))
    .where("sha256", "=", sha256)
    .returning("uses")
    .executeTakeFirst();
  if (left?.uses === 0) await db.deleteFrom("blobs").where("sha256", "=", sha256).execute();
}

/** Counts one use less for every reference of these trials. Their rows must be locked. */
export async function dropBlobsOfTrials({ db, kind }: StoreContext, trialIds: readonly number[]): Promise<void> {
  const named = (column: "weights_sha256" | "checkpoint_sha256") =>
    db
      .selectFrom("trials")
      .select((eb) => eb.ref(column).$notNull().as("sha256"))
      .where(kind.isOneOf("id", trialIds))
      .where(column, "is not", null);
  const all = named("weights_sha256").unionAll(named("checkpoint_sha256"));
  await kind.lockRows(db.selectFrom("blobs").select("sha256").where("sha256", "in", all).orderBy("sha256")).execute();
  await db
    .updateTable("blobs")
    .from((eb) =>
      eb
        .selectFrom(all.as("named"))
        .select((one) => ["named.sha256", one.fn.countAll<number>().as("uses")])
        .groupBy("named.sha256")
        .as("dropped"),
    )
    .set((eb) => ({ uses: eb("blobs.uses", "-", eb.ref("dropped.uses")) }))
    .whereRef("blobs.sha256", "=", "dropped.sha256")
    .execute();
  await db.deleteFrom("blobs").where("uses", "=", sql.lit(0)).execute();
}

/** Null if there is none. Throws InputError that names the trial if the bytes do not fit their SHA-256. */
export async function readBlob(context: StoreContext, sha256: string): Promise<Uint8Array | null> {
  const { db, place } = context;
  const row = await db.selectFrom("blobs").select("bytes").where("sha256", "=", sha256).executeTakeFirst();
  if (row === undefined) return null;
  const found = row.bytes instanceof Uint8Array ? hashBytes(row.bytes) : "none";
  if (found !== sha256) {
    const { what, trial } = await findOwner(context, sha256);
    throw new InputError(
      `Cannot read the ${what} of ${trial} in ${place}: the bytes are damaged, their SHA-256 is ${found}, should ` +
        `be ${sha256}; ${trainAgain(trial, place)}`,
    );
  }
  return new Uint8Array(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength);
}

async function findOwner(context: StoreContext, sha256: string) {
  const owner = await context.db
    .selectFrom("trials")
    .select(["id", "weights_sha256"])
    .where((eb) => eb.or([eb("weights_sha256", "=", sha256), eb("checkpoint_sha256", "=", sha256)]))
    .limit(1)
    .executeTakeFirst();
  if (owner === undefined) return { what: "weights or checkpoint", trial: "?" };
  const what = owner.weights_sha256 === sha256 ? "weights" : "checkpoint";
  return { what, trial: await nameOfTrial(context, owner.id) };
}

export async function readCheckpoint(context: StoreContext, trialId: number): Promise<Uint8Array | null> {
  const row = await context.db
    .selectFrom("trials")
    .select("checkpoint_sha256")
    .where("id", "=", trialId)
    .executeTakeFirst();
  return row?.checkpoint_sha256 ? readBlob(context, row.checkpoint_sha256) : null;
}

export function hashBytes(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
