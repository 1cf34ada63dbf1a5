/**
 * What a page has to train with: a worker, threads, and a pause in which it can be drawn.
 *
 * @module minibatch/web
 */
export { pause } from "./pause.ts";
export {
  type TrainedInWorker,
  trainInWorker,
  type WorkerFitOptions,
  type WorkerTrainerOptions,
} from "./train-in-worker.ts";
export { type WebThreadsOptions, webThreads } from "./web-threads.ts";
