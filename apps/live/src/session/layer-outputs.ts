/**
 * What the layers of a network answer, one by one. A network of the layers up to the one that is asked, with the same
 * weights, answers what that layer does: made when it is first asked, it has no optimizer's state worth speaking of.
 */
import { createTrainer, type ModelSpec, type NamedTensor, placeLayers, type Rows, type Trainer } from "minibatch";

export class LayerOutputs {
  readonly #model: ModelSpec;
  readonly #trainer: Trainer;
  readonly #parts = new Map<number, Promise<Trainer>>();
  /** numbers of the layers that can be asked: dropout and the like answer what they are given */
  readonly layers: readonly number[];

  constructor(model: ModelSpec, trainer: Trainer) {
    this.#model = model;
    this.#trainer = trainer;
    this.layers = placeLayers(model).flatMap(({ tensors }, i) => (tensors.length > 0 ? [i] : []));
  }

  nameOf(layer: number): string {
    return this.#model.layers[layer]!.name;
  }

  /** [rows, outputs] of that layer as the weights are now, after its activation. */
  async of(layer: number, rows: Rows): Promise<ArrayLike<number>> {
    const part = await this.#partOf(layer);
    const names = new Set(part.weights().map(({ name }) => name));
    part.setWeights(this.#trainer.weights().filter(({ name }: NamedTensor) => names.has(name)));
    return part.predict(rows);
  }

  async dispose(): Promise<void> {
    const parts = await Promise.all(this.#parts.values());
    for (const part of parts) part.dispose();
    this.#parts.clear();
  }

  #partOf(layer: number): Promise<Trainer> {
    const known = this.#parts.get(layer);
    if (known !== undefined) return known;
    const { inputs, layers } = this.#model;
    const made = createTrainer({
      model: { inputs, layers: layers.slice(0, layer + 1), loss: "mean-squared-error" },
      optimizer: "sgd",
      numerics: "strict",
    });
    this.#parts.set(layer, made);
    return made;
  }
}
