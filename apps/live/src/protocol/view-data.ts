/** What each view gives the page, and how it may be asked for. Only types: the page draws what it is told. */

export interface BoundaryData {
  /** cells along each side of the plane */
  readonly side: number;
  /** [side, side], the top row first: the class that is answered */
  readonly classes: Uint8Array<ArrayBuffer>;
  /** [side, side] 0: every class is as likely; 255: certain */
  readonly confidence: Uint8Array<ArrayBuffer>;
}

export interface WeightsData {
  readonly layer: string;
  /** [height, width] of a unit's picture */
  readonly shape: readonly [height: number, width: number];
  /** [units, height, width] */
  readonly values: Float32Array<ArrayBuffer>;
  /** of the layer; fewer may be shown */
  readonly units: number;
  /** what most of the weights are below, by their size */
  readonly scale: number;
}

/** By the view's name. */
export interface ViewData {
  readonly boundary: BoundaryData;
  readonly weights: WeightsData;
}

export type ViewName = keyof ViewData;

/** The views that are looked at. */
export type Watched = readonly ViewName[];
