/** What a page needs to read a user's files. */
import { readFrame } from "minibatch-data";

export interface GivenFile {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly bytes: readonly number[] }[];
}

/** The columns as JSON, NaN as null. */
export async function readColumns({ name, files }: GivenFile): Promise<string> {
  const given = files.map((file) => ({ name: file.name, bytes: Uint8Array.from(file.bytes) }));
  const { columns } = await readFrame(given, { name });
  return JSON.stringify(columns, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value,
  );
}
