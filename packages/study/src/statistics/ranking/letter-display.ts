/**
 * Shows verdicts on all pairs as letters: two things that share a letter are not distinguishable, two that share none
 * are (a compact letter display). Insert and absorb (H.-P. Piepho, Journal of Computational and Graphical Statistics
 * 13(2), 2004): all things begin in one column; each pair that differs splits the columns that hold both; a column
 * contained in another is dropped. So is a column whose pairs all share another column, without which the columns may
 * double with each pair (J. Gramm et al., Computational Statistics & Data Analysis 52(2), 2007).
 */
type Column = readonly number[];

/**
 * @param count things 0 .. count - 1, best first: the first column to hold the best one is "a"
 * @param differ whether two of them (the lower first) are told apart
 * @returns each one's letters: a .. z, then aa, ab, ...
 */
export function assignLetters(count: number, differ: (first: number, second: number) => boolean): string[][] {
  let columns: Column[] = count === 0 ? [] : [Array.from({ length: count }, (_, i) => i)];
  for (let first = 0; first < count; first++) {
    for (let second = first + 1; second < count; second++) {
      if (differ(first, second)) columns = dropRedundant(absorb(split(columns, first, second)), count);
    }
  }
  const sorted = columns.toSorted(compareColumns);
  return Array.from({ length: count }, (_, i) =>
    sorted.flatMap((column, place) => (column.includes(i) ? [nameLetter(place)] : [])),
  );
}

function split(columns: readonly Column[], first: number, second: number): Column[] {
  return columns.flatMap((column) =>
    column.includes(first) && column.includes(second)
      ? [column.filter((i) => i !== second), column.filter((i) => i !== first)]
      : [column],
  );
}

/** Drops columns contained in another; of equal columns the first stays. */
function absorb(columns: readonly Column[]): Column[] {
  return columns.filter(
    (column, place) =>
      !columns.some(
        (other, otherPlace) =>
          otherPlace !== place &&
          (other.length > column.length || (other.length === column.length && otherPlace < place)) &&
          column.every((i) => other.includes(i)),
      ),
  );
}

/** Drops columns whose pairs and single things all share another column, small ones first. */
function dropRedundant(columns: readonly Column[], count: number): Column[] {
  const shared = new Uint32Array(count * count);
  const add = (column: Column, by: number): void => {
    for (const i of column) for (const j of column) if (j >= i) shared[i * count + j]! += by;
  };
  for (const column of columns) add(column, 1);
  const kept = new Set(columns);
  for (const column of columns.toSorted((a, b) => a.length - b.length)) {
    if (!column.every((i) => column.every((j) => j < i || shared[i * count + j]! > 1))) continue;
    add(column, -1);
    kept.delete(column);
  }
  return columns.filter((column) => kept.has(column));
}

function compareColumns(a: Column, b: Column): number {
  for (let place = 0; place < Math.min(a.length, b.length); place++) {
    if (a[place] !== b[place]) return a[place]! - b[place]!;
  }
  return b.length - a.length;
}

function nameLetter(place: number): string {
  const letter = String.fromCharCode(97 + (place % 26));
  return place < 26 ? letter : nameLetter(Math.floor(place / 26) - 1) + letter;
}
