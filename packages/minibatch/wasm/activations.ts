/**
 * y = f(z) and dz = dy f'(z), one function of each per activation, over N elements. `y` may be `z`,
 * `dz` may be `dy`. Every function has the same signature, so that the host can hold them in a table.
 */
import { exp4, expm1Negative4, normalCumulative4, normalDensity4, sigmoid4, softplus4, tanh4 } from "./elementary";
import { loadPartial, storePartial } from "./vector";

// @ts-ignore: decorator
@inline
function forward(kind: i32, z: v128, parameter: f32): v128 {
  const zero = f32x4.splat(0);
  if (kind == 0) return f32x4.max(z, zero);
  if (kind == 1) return v128.bitselect(z, f32x4.mul(z, f32x4.splat(parameter)), f32x4.gt(z, zero));
  if (kind == 2) return v128.bitselect(z, f32x4.mul(f32x4.splat(parameter), expm1Negative4(f32x4.min(z, zero))), f32x4.gt(z, zero));
  if (kind == 3) return f32x4.mul(z, normalCumulative4(z, normalDensity4(z)));
  if (kind == 4) return f32x4.mul(z, sigmoid4(z));
  if (kind == 5) return softplus4(z);
  if (kind == 6) return sigmoid4(z);
  return tanh4(z);
}

/** f'(z), from z or from y = f(z), whichever is cheaper. */
// @ts-ignore: decorator
@inline
function slope(kind: i32, z: v128, y: v128, parameter: f32): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (kind == 0) return v128.and(f32x4.gt(y, zero), one);
  if (kind == 1) return v128.bitselect(one, f32x4.splat(parameter), f32x4.gt(z, zero));
  // alpha exp(z), below 0; exp4, not y + alpha, which cancels
  if (kind == 2) return v128.bitselect(one, f32x4.mul(f32x4.splat(parameter), exp4(f32x4.min(z, zero))), f32x4.gt(z, zero));
  if (kind == 3) {
    // Phi(z) + z phi(z), phi being the density over the root of 2 pi
    const density = normalDensity4(z);
    return f32x4.add(normalCumulative4(z, density), f32x4.mul(z, f32x4.mul(f32x4.splat(0.39894228040143268), density)));
  }
  if (kind == 4) {
    const s = sigmoid4(z);
    return f32x4.mul(s, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, s))));
  }
  if (kind == 5) return sigmoid4(z);
  if (kind == 6) return f32x4.mul(y, f32x4.sub(one, y));
  return f32x4.sub(one, f32x4.mul(y, y));
}

// @ts-ignore: decorator
@inline
function mapForward(kind: i32, parameter: f32, z: usize, y: usize, N: i32): void {
  const end = z + (<usize>(N & ~3) << 2);
  while (z < end) {
    v128.store(y, forward(kind, v128.load(z), parameter));
    z += 16;
    y += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(y, forward(kind, loadPartial(z, rest), parameter), rest);
}

// @ts-ignore: decorator
@inline
function mapBackward(kind: i32, parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void {
  const end = z + (<usize>(N & ~3) << 2);
  while (z < end) {
    v128.store(dz, f32x4.mul(v128.load(dy), slope(kind, v128.load(z), v128.load(y), parameter)));
    z += 16;
    y += 16;
    dy += 16;
    dz += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(dz, f32x4.mul(loadPartial(dy, rest), slope(kind, loadPartial(z, rest), loadPartial(y, rest), parameter)), rest);
}

export function reluForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(0, parameter, z, y, N); }
export function leakyReluForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(1, parameter, z, y, N); }
export function eluForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(2, parameter, z, y, N); }
export function geluForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(3, parameter, z, y, N); }
export function siluForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(4, parameter, z, y, N); }
export function softplusForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(5, parameter, z, y, N); }
export function sigmoidForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(6, parameter, z, y, N); }
export function tanhForward(parameter: f32, z: usize, y: usize, N: i32): void { mapForward(7, parameter, z, y, N); }

export function reluBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(0, parameter, z, y, dy, dz, N); }
export function leakyReluBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(1, parameter, z, y, dy, dz, N); }
export function eluBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(2, parameter, z, y, dy, dz, N); }
export function geluBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(3, parameter, z, y, dy, dz, N); }
export function siluBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(4, parameter, z, y, dy, dz, N); }
export function softplusBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(5, parameter, z, y, dy, dz, N); }
export function sigmoidBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(6, parameter, z, y, dy, dz, N); }
export function tanhBackward(parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void { mapBackward(7, parameter, z, y, dy, dz, N); }

/** By the number of the activation, as above. */
export function forwardPart(kind: i32, parameter: f32, z: usize, y: usize, N: i32): void {
  switch (kind) {
    case 0: reluForward(parameter, z, y, N); break;
    case 1: leakyReluForward(parameter, z, y, N); break;
    case 2: eluForward(parameter, z, y, N); break;
    case 3: geluForward(parameter, z, y, N); break;
    case 4: siluForward(parameter, z, y, N); break;
    case 5: softplusForward(parameter, z, y, N); break;
    case 6: sigmoidForward(parameter, z, y, N); break;
    default: tanhForward(parameter, z, y, N);
  }
}

export function backwardPart(kind: i32, parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void {
  switch (kind) {
    case 0: reluBackward(parameter, z, y, dy, dz, N); break;
    case 1: leakyReluBackward(parameter, z, y, dy, dz, N); break;
    case 2: eluBackward(parameter, z, y, dy, dz, N); break;
    case 3: geluBackward(parameter, z, y, dy, dz, N); break;
    case 4: siluBackward(parameter, z, y, dy, dz, N); break;
    case 5: softplusBackward(parameter, z, y, dy, dz, N); break;
    case 6: sigmoidBackward(parameter, z, y, dy, dz, N); break;
    default: tanhBackward(parameter, z, y, dy, dz, N);
  }
}
