/** From a network's answers to classes. */

/** Class and certainty, 0 to 1, of each row: of one output, whether it is above a half; of several, the largest. */
export function judge(
  answers: ArrayLike<number>,
  rows: number,
  tell: (row: number, label: number, certainty: number) => void,
): void {
  const outputs = answers.length / rows;
  for (let row = 0; row < rows; row++) {
    if (outputs === 1) {
      const share = clamp(answers[row]!);
      tell(row, share > 0.5 ? 1 : 0, Math.abs(2 * share - 1));
      continue;
    }
    let best = 0;
    for (let output = 1; output < outputs; output++) {
      if (answers[row * outputs + output]! > answers[row * outputs + best]!) best = output;
    }
    const chance = 1 / outputs;
    tell(row, best, clamp((answers[row * outputs + best]! - chance) / (1 - chance)));
  }
}

/** What is no probability, as an output without a sigmoid, is drawn as the nearest one. */
const clamp = (share: number): number => Math.max(0, Math.min(1, share));
