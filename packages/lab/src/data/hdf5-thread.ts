/** The program of the thread that reads HDF5 files, one after the other: it is ended where the C library has no end. */
import { parentPort } from "node:worker_threads";
import { type PackedArray, readArrays } from "./hdf5-arrays.ts";
import { Hdf5Refusal, withHdf5File } from "./hdf5-file.ts";
import { compileHdf5Library, type Hdf5Maker } from "./hdf5-library.ts";
import type { Hdf5Answer, Hdf5Message, Hdf5Request } from "./hdf5-messages.ts";
import { readNumbers } from "./hdf5-numbers.ts";

const maker = await compileHdf5Library();
parentPort?.on("message", (request: Hdf5Request) => void answer(maker, request));
tell({ kind: "ready" });

async function answer(library: Hdf5Maker, { bytes, fileName, wish }: Hdf5Request): Promise<void> {
  try {
    const tellValues = (sizeBytes: number): void => tell({ kind: "values", sizeBytes });
    const read = await withHdf5File(library, bytes, fileName, tellValues, (open): Hdf5Answer => {
      if (wish.kind === "arrays") return { kind: "arrays", arrays: readArrays(open, wish.paths) };
      return { kind: "numbers", arrays: wish.names.map((name) => readNumbers(open, name)) };
    });
    tell(read, buffersOf(read));
  } catch (error) {
    // anything else ends the thread, and is told by its end
    if (!(error instanceof Hdf5Refusal)) throw error;
    tell({ kind: "refused", reason: error.message });
  }
}

function tell(message: Hdf5Message, given: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, given);
}

function buffersOf(read: Hdf5Answer): ArrayBuffer[] {
  if (read.kind === "numbers") return read.arrays.map(({ values }) => values.buffer as ArrayBuffer);
  return read.arrays.flatMap(({ contents }: PackedArray) =>
    contents.kind === "packed-texts"
      ? [contents.bytes.buffer, contents.ends.buffer]
      : [contents.values.buffer as ArrayBuffer],
  );
}
