/**
 * Takes requests one after the other and answers each. `open` takes a while; what comes meanwhile waits, so that
 * nothing is asked of a session that is half made.
 */
import { DataError, FormatError, SpecError } from "minibatch";
import type { Refusal, RequestMessage, WorkerMessage } from "../protocol/messages.ts";
import type { Desk } from "./requests.ts";
import { requests } from "./requests.ts";

type Send = (message: WorkerMessage) => void;

/** Returns what each message of the page is to be given to. */
export function serveRequests(desk: Desk, send: Send): (message: RequestMessage) => void {
  let before: Promise<void> = Promise.resolve();
  return (message) => {
    before = before.then(() => answer(desk, message, send));
  };
}

async function answer(desk: Desk, { id, name, given }: RequestMessage, send: Send): Promise<void> {
  try {
    const handle = requests[name] as (desk: Desk, given: unknown) => unknown;
    send({ kind: "answer", id, answer: await handle(desk, given) });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) send({ kind: "failure", id, says: error instanceof Error ? error.message : String(error) });
    else send({ kind: "refusal", id, refusal });
  }
}

/** What a user can mend; null: a bug of ours, or memory that ran out. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof SpecError) {
    const { path, message } = error;
    return { path, says: path === "" ? message : message.slice(`${path}: `.length) };
  }
  return error instanceof DataError || error instanceof FormatError ? { path: "data", says: error.message } : null;
}
