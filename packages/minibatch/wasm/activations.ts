/**
 * y = f(z) and dz = dy f'(z) over N elements, by the activation's number, a compile-time constant: one loop of each for
 * every kind. `y` may be `z`, `dz` may be `dy`. The formulas are in `activations/`.
 */
import { forward, slope } from "./generated/activation-formulas";
import { loadPartial, storePartial } from "./vector";

// @ts-ignore: decorator
@inline
export function mapForward(kind: i32, parameter: f32, z: usize, y: usize, N: i32): void {
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
export function mapBackward(kind: i32, parameter: f32, z: usize, y: usize, dy: usize, dz: usize, N: i32): void {
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
