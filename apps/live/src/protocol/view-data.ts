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

/** What each unit of some layers answers over the plane. */
export interface UnitsData {
  readonly side: number;
  readonly layers: readonly {
    readonly layer: string;
    /** of the layer; fewer may be shown */
    readonly units: number;
    /** [shown units, side, side], the top row first: -1 to 1 of the layer's largest answer */
    readonly values: Float32Array<ArrayBuffer>;
  }[];
}

/** How often each layer answers what, over some rows. */
export interface ActivationsData {
  readonly rows: number;
  readonly layers: readonly {
    readonly layer: string;
    /** of the first and the last bin */
    readonly range: readonly [low: number, high: number];
    /** answers in each of the bins, which are equally wide */
    readonly counts: readonly number[];
  }[];
}

/** Which classes are taken for which, on the validation rows. */
export interface ConfusionData {
  readonly classes: number;
  readonly rows: number;
  /** [classes, classes]: rows of the class that a row is, columns of the class that is answered */
  readonly counts: readonly number[];
  /** some of the rows that are misread, the surest first */
  readonly misread: readonly Misread[];
}

export interface Misread {
  readonly truth: number;
  readonly answer: number;
  /** 0 to 1 */
  readonly certainty: number;
  /** its numbers, where they are a picture: 0 to 255 */
  readonly picture: Uint8Array<ArrayBuffer> | null;
}

/** By the view's name. */
export interface ViewData {
  readonly boundary: BoundaryData;
  readonly weights: WeightsData;
  readonly units: UnitsData;
  readonly activations: ActivationsData;
  readonly confusion: ConfusionData;
}

export type ViewName = keyof ViewData;

/** The views that are looked at. */
export type Watched = readonly ViewName[];
