/** Reads a program's words, one operand after the other. */

let pc: usize = 0;

/** Continues reading at an address. */
// @ts-ignore: decorator
@inline
export function jump(to: usize): void {
  pc = to;
}

/** Where reading continues. */
// @ts-ignore: decorator
@inline
export function here(): usize {
  return pc;
}

/** The next operand. */
// @ts-ignore: decorator
@inline
export function next(): i32 {
  const word = load<i32>(pc);
  pc += 4;
  return word;
}

// @ts-ignore: decorator
@inline
export function address(): usize {
  return <usize>next();
}

/** An address that moves on with every step. */
// @ts-ignore: decorator
@inline
export function moving(step: i32): usize {
  const base = <usize>next();
  return base + <usize>(next() * step);
}

// @ts-ignore: decorator
@inline
export function number(): f32 {
  return reinterpret<f32>(next());
}

/** A float64, in two words. */
// @ts-ignore: decorator
@inline
export function wide(): f64 {
  const value = load<f64>(pc);
  pc += 8;
  return value;
}

/** How many words follow, and then these: the address of the first. */
// @ts-ignore: decorator
@inline
export function list(): usize {
  const count = next();
  const at = pc;
  pc += <usize>count << 2;
  return at;
}

/**
 * Of tiles and panels. The core's kernels have those of narrow vectors alone, because the others are never run by them
 * (`../src/wasm/wasm-backend.ts`): there it is a constant, so that what handles the others falls away.
 */
// @ts-ignore: decorator
@inline
export function shape(narrow: i32): i32 {
  const given = next();
  return FULL ? given : narrow;
}
