/** Native matrix products, as a trainer takes them. */
export type { Blas } from "minibatch";
