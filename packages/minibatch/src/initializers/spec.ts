/** How a tensor starts: frozen JSON. (s, n) is Glorot (1, (inputs + outputs)/2), He (2, inputs), LeCun (1, inputs). */
export type InitializerSpec =
  | { readonly kind: "zeros" | "ones" }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  | { readonly kind: "truncated-normal"; readonly mean: number; readonly sd: number }
  | { readonly kind: "glorot-uniform" | "he-uniform" | "lecun-uniform" }
  /** `truncated: true` is Keras's (cut at 2 sd, rescaled); false draws plain normals, as the report does */
  | { readonly kind: "glorot-normal" | "he-normal" | "lecun-normal"; readonly truncated: boolean }
  | { readonly kind: "orthogonal"; readonly gain: number }
  /** uniform +-1/sqrt(inputs), for weights and biases alike */
  | { readonly kind: "torch-linear" };
