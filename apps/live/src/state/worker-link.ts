/** The page's end of the protocol: asks the worker, and hears its frames. */
import {
  type Frame,
  PROTOCOL,
  type Refusal,
  type RequestName,
  type Requests,
  type WorkerMessage,
} from "../protocol/messages.ts";

export interface Listener {
  onFrame(frame: Frame): void;
  /** the worker cannot go on */
  onFailure(says: string): void;
}

/** Rejects with RefusedError for what cannot be used. */
export type Ask = <Name extends RequestName>(
  name: Name,
  given: Requests[Name]["given"],
) => Promise<Requests[Name]["answer"]>;

/** Something the user can mend. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.says);
    this.refusal = refusal;
  }
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

export function connect(listener: Listener): Ask {
  const worker = new Worker(new URL("../session/worker.ts", import.meta.url), { type: "module", name: "session" });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => hear(data, waiting, listener);
  worker.onerror = (event) => listener.onFailure(`The worker could not be started: ${event.message}`);
  return (name, given) =>
    new Promise((resolve, reject) => {
      last++;
      waiting.set(last, { resolve: resolve as Waiting["resolve"], reject });
      worker.postMessage({ kind: "request", id: last, name, given });
    });
}

function hear(message: WorkerMessage, waiting: Map<number, Waiting>, listener: Listener): void {
  switch (message.kind) {
    case "ready":
      if (message.protocol !== PROTOCOL) listener.onFailure("The page is older than its worker: reload it");
      return;
    case "frame":
      listener.onFrame(message.frame);
      return;
    case "answer":
      take(waiting, message.id)?.resolve(message.answer);
      return;
    case "refusal":
      take(waiting, message.id)?.reject(new RefusedError(message.refusal));
      return;
    case "failure":
      if (message.id !== null) take(waiting, message.id)?.reject(new Error(message.says));
      listener.onFailure(message.says);
      return;
    default:
      message satisfies never;
  }
}

function take(waiting: Map<number, Waiting>, id: number): Waiting | undefined {
  const found = waiting.get(id);
  waiting.delete(id);
  return found;
}
