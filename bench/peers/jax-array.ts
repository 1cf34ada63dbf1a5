/** What we use of jax-js: its types are not here before it is installed. */

/** Each call takes its arguments away: `ref` keeps one, `tree.ref` all. */
export interface JaxArray {
  readonly shape: readonly number[];
  readonly ref: JaxArray;
  add(other: JaxArray): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  sum(axes?: readonly number[]): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  transpose(axes: readonly number[]): JaxArray;
  data(): Promise<Float32Array>;
}

export type Layer = { w: JaxArray; b: JaxArray };

export interface Network {
  readonly layers: Layer[];
  /** x [rows, inputs] to what the last layer says, before its activation */
  forward(layers: Layer[], x: JaxArray): JaxArray;
}
