/** The file of the network that an experiment's trainings begin with: its bytes are beside what is trained on. */
import type { StartOptions } from "minibatch";
import type { StartSpec } from "study";
import type { TrainingSets } from "./training-data.ts";

/** Where the bytes of a file lie among what a process has loaded. */
export function keyOfStart({ sha256 }: Pick<StartSpec, "sha256">): string {
  return `start ${sha256}`;
}

/** The bytes on memory that threads share. */
export function startSets(start: StartSpec, bytes: Uint8Array): TrainingSets {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return { [keyOfStart(start)]: shared };
}

/** What `createTrainer` takes; null where nothing is to be taken. */
export function startOptions({ layers, strict }: StartSpec, model: Uint8Array): StartOptions | null {
  if (layers?.length === 0) return null;
  return { model, strict, ...(layers !== null && { layers }) };
}

/** The same for a task. */
export function startOfTask(start: StartSpec, sets: TrainingSets): StartOptions | null {
  const bytes = sets[keyOfStart(start)] as Uint8Array | undefined;
  if (bytes !== undefined) return startOptions(start, bytes);
  throw new Error(`Cannot start from ${start.model}: this process has not read it; its owner needs to hand it in`);
}
