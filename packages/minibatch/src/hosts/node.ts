/**
 * What Node has to train with: threads, and wider vectors.
 *
 * @module minibatch/node
 */
export { type NodeThreadsOptions, nodeThreads } from "./node-threads.ts";
export { type WideVectors, type WideVectorsOptions, wideVectors } from "./wide/wide-vectors.ts";
