/** What a page needs to train on a table of one's own: the file's bytes, and the same lines as everywhere. */
import { readFrame } from "minibatch-data";
import { trainOnTable } from "./own-table-program.ts";

export async function trainOnFile(
  name: string,
  text: string,
): Promise<Pick<Awaited<ReturnType<typeof trainOnTable>>, "answers" | "accuracy">> {
  const frame = await readFrame([{ name, bytes: new TextEncoder().encode(text) }], { name });
  const { answers, accuracy } = await trainOnTable(frame);
  return { answers, accuracy };
}
