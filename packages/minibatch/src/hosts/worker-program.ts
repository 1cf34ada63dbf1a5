/**
 * The program of `trainInWorker`'s worker as text, the library in it: a worker made from it has no file that a bundler could lose. The build puts it in
 * place of this file's text (`bundle-worker.ts`); among the sources it is empty.
 */
export const WORKER_PROGRAM: string = "";
