/**
 * Throws RangeError at the first of `values` that is NaN or infinite, because figures computed from one look like any
 * others. `action` is what cannot be done, `name` what the values are called.
 */
export function requireFinite(action: string, values: ArrayLike<number>, name: string = "values"): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new RangeError(`Cannot ${action}: ${name}[${i}] is ${values[i]}; each needs to be a finite number`);
  }
}
