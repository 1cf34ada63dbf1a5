/** c_0 + c_1 x + c_2 x^2 + ... by Horner's rule. */
export function evaluatePolynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}
