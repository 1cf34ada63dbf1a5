/**
 * y = f(z) and dz = dy f'(z) over N elements, by the activation's number, a compile-time constant: one loop of each for
 * every kind. `y` may be `z`, `dz` may be `dy`. The formulas are in `activations/`.
 */
import { forward, slope } from "./generated/activation-formulas";
import { put, take } from "./lanes";
import { store8 } from "./vector";

// @ts-ignore: decorator
@inline
export function mapForward(kind: i32, parameter: f32, z: usize, y: usize, N: i32): void {
  const end = z + (<usize>(N & ~7) << 2);
  while (z < end) {
    store8(y, forward(kind, v128.load(z), parameter), forward(kind, v128.load(z, 16), parameter));
    z += 32;
    y += 32;
  }
  for (let rest = N & 7; rest > 0; rest -= 4) {
    put(y, forward(kind, take(z, rest), parameter), rest);
    z += 16;
    y += 16;
  }
}

// @ts-ignore: decorator
@inline
export function mapBackward(kind: i32, parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void {
  const end = z + (<usize>(N & ~7) << 2);
  while (z < end) {
    const low = f32x4.mul(v128.load(dy), slope(kind, v128.load(z), v128.load(y), parameter));
    const high = f32x4.mul(v128.load(dy, 16), slope(kind, v128.load(z, 16), v128.load(y, 16), parameter));
    store8(dz, low, high);
    z += 32;
    y += 32;
    dy += 32;
    dz += 32;
  }
  for (let rest = N & 7; rest > 0; rest -= 4) {
    put(dz, f32x4.mul(take(dy, rest), slope(kind, take(z, rest), take(y, rest), parameter)), rest);
    z += 16;
    y += 16;
    dy += 16;
    dz += 16;
  }
}
