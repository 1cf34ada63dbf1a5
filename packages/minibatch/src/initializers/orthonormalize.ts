/** Turns rows_KN (K <= N, linearly independent) into an orthonormal set, in place, each along what is new in it. */
export function orthonormalize(rows: Float64Array, K: number, N: number): void {
  for (let k = 0; k < K; k++) {
    const row = rows.subarray(k * N, (k + 1) * N);
    let before = norm(row);
    let after = removeEarlier(rows, row, k, N);
    // "Twice is enough" (Kahan and Parlett, in Parlett, "The symmetric eigenvalue problem", 6.9)
    while (after < Math.SQRT1_2 * before) {
      before = after;
      after = removeEarlier(rows, row, k, N);
    }
    for (let i = 0; i < N; i++) row[i] /= after;
  }
}

/**
 * One pass of modified Gram-Schmidt (Golub and Van Loan, "Matrix computations", 5.2.8); returns what is left of row_N.
 */
function removeEarlier(rows: Float64Array, row: Float64Array, k: number, N: number): number {
  for (let earlier = 0; earlier < k; earlier++) {
    const start = earlier * N;
    let overlap = 0;
    for (let i = 0; i < N; i++) overlap += rows[start + i] * row[i];
    for (let i = 0; i < N; i++) row[i] -= overlap * rows[start + i];
  }
  return norm(row);
}

function norm(row: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i] * row[i];
  return Math.sqrt(sum);
}
