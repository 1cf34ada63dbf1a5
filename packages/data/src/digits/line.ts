/** The points of one digit, stroke after stroke, in buffers that are filled again for the next digit. */
export class Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** pen radius at each point, in pixels; negative where the pen is lifted */
  readonly radius: Float64Array;
  /** index of each stroke's first point */
  readonly starts: Int32Array;
  pointCount = 0;
  strokeCount = 0;

  constructor(mostPoints: number, mostStrokes: number) {
    this.x = new Float64Array(mostPoints);
    this.y = new Float64Array(mostPoints);
    this.radius = new Float64Array(mostPoints);
    this.starts = new Int32Array(mostStrokes);
  }

  clear(): void {
    this.pointCount = 0;
    this.strokeCount = 0;
  }

  /** Lifts the pen: the next point starts a stroke. */
  begin(): void {
    this.starts[this.strokeCount++] = this.pointCount;
  }

  add(x: number, y: number): void {
    this.x[this.pointCount] = x;
    this.y[this.pointCount++] = y;
  }

  /** One past the last point of a stroke. */
  endOf(stroke: number): number {
    return stroke + 1 < this.strokeCount ? (this.starts[stroke + 1] as number) : this.pointCount;
  }
}
