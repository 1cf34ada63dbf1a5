/** The door minibatch/web: what a page has to train with. */
export { pause } from "./pause.ts";
export {
  type TrainedInWorker,
  trainInWorker,
  type WorkerFitOptions,
  type WorkerTrainerOptions,
} from "./train-in-worker.ts";
export { type WebThreadsOptions, webThreads } from "./web-threads.ts";
