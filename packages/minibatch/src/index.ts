/**
 * The library: models, optimizers, training, metrics, checkpoints. It runs anywhere and depends on nothing.
 *
 * @module minibatch
 */
import "./every-kind.ts";

export * from "./core.ts";
