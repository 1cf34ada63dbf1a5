/** Tensors of one case among many, whose names begin with its own: a space holds those of all cases. */
import type { Extent, NumberType, Role, Tensor } from "../../src/plan/tensor.ts";

export class TensorsOf {
  readonly #label: string;

  constructor(label: string) {
    this.#label = label;
  }

  /** floats, of the model */
  once(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "parameter", "float", shape, "once");
  }

  /** floats of every row */
  row(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "activation", "float", shape, "row");
  }

  /** whole numbers of every row */
  rowOfInts(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "activation", "int", shape, "row");
  }

  input(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "input", "float", shape, "row");
  }

  /** floats of every row, drawn for each step */
  drawn(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "drawn", "float", shape, "row");
  }

  /** floats that each row should give */
  targets(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "target", "float", shape, "row");
  }

  /** a class of every row */
  labels(name: string): Tensor {
    return this.#make(name, "target", "int", [], "row");
  }

  /** a double */
  double(name: string): Tensor {
    return this.#make(name, "figure", "double", [], "once");
  }

  /** doubles between operations, of the whole batch */
  doubles(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "activation", "double", shape, "once");
  }

  /** doubles between operations, of every row */
  doublesOfRows(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "activation", "double", shape, "row");
  }

  /** doubles that every step leaves */
  figure(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "figure", "double", shape, "step");
  }

  /** doubles that every step is given */
  coefficients(name: string, ...shape: number[]): Tensor {
    return this.#make(name, "coefficient", "double", shape, "step");
  }

  #make(name: string, role: Role, type: NumberType, shape: readonly number[], extent: Extent): Tensor {
    return { name: `${this.#label}/${name}`, role, type, shape, extent };
  }
}

/** A part of a larger tensor. */
export function partOf(whole: Tensor, name: string, offset: number, ...shape: number[]): Tensor {
  return { ...whole, name: `${whole.name}/${name}`, shape, within: { whole, offset } };
}
