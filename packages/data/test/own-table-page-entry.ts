/** What a page needs to train on a table of one's own. */
import { birds } from "./own-table.ts";
import { trainOnTable } from "./own-table-program.ts";

export async function trainOnBirds(): Promise<Pick<Awaited<ReturnType<typeof trainOnTable>>, "answers" | "accuracy">> {
  const { answers, accuracy } = await trainOnTable(birds(300));
  return { answers, accuracy };
}
