/**
 * The program of `trainInWorker`'s worker as text, the library included: bundlers then have no file to lose. The build
 * (`bundle-worker.ts`) replaces this file's text; among the sources it is empty.
 */
export const WORKER_PROGRAM: string = "";
