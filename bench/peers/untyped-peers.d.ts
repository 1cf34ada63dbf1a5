/** The peers' types are theirs: this repository type-checks before `npm install` was run in here. */
declare module "@tensorflow/tfjs-backend-cpu";
declare module "@tensorflow/tfjs-backend-wasm";
declare module "@tensorflow/tfjs-core";
declare module "@tensorflow/tfjs-layers";
declare module "@jax-js/jax";
declare module "brain.js";
