/** What a page's worker is to its program, in a thread of Node: the program of `trainInWorker`, from its sources. */
import { parentPort, type Transferable } from "node:worker_threads";

interface Scope {
  onmessage?: (event: { readonly data: unknown }) => void;
  postMessage(answer: unknown, transfer?: readonly Transferable[]): void;
}

const port = parentPort as NonNullable<typeof parentPort>;
const scope = globalThis as unknown as Scope;
scope.postMessage = (answer, transfer = []) => port.postMessage(answer, [...transfer]);
await import("../src/hosts/train-worker.ts");
port.on("message", (data: unknown) => scope.onmessage?.({ data }));
