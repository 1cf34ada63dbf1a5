/**
 * Files of a graph that need themselves: each a list that begins and ends with one file. Where several share an edge,
 * one of them is told.
 */
export function findCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const left = new Map([...graph].map(([file, next]) => [file, new Set(next)]));
  const circles: string[][] = [];
  for (let circle = findCircle(left); circle !== null; circle = findCircle(left)) {
    circles.push(circle);
    left.get(circle.at(-2)!)!.delete(circle.at(-1)!);
  }
  return circles;
}

function findCircle(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle !== null) return circle;
  }
  return null;
}
