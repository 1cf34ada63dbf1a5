/** Every data set: a new one is a file of this folder and a row here, in the type and in the table. */

import { type CirclesData, circles } from "./circles.ts";
import type { DataField, DataSet, DescriptionInput, OpenDescription } from "./data-set.ts";
import { digitsSynthetic, type SyntheticDigitsData } from "./digits-synthetic.ts";
import { type FashionMnistData, fashionMnist } from "./fashion-mnist.ts";
import { type GaussiansData, gaussians } from "./gaussians.ts";
import { type MnistData, mnist } from "./mnist.ts";
import { type MoonsData, moons } from "./moons.ts";
import { type SequencesData, sequences } from "./sequences.ts";
import { type SpiralsData, spirals } from "./spirals.ts";
import { type XorData, xor } from "./xor.ts";

/** What is trained on, every default filled in and every seed drawn. */
export type DataSpec =
  | MnistData
  | SequencesData
  | FashionMnistData
  | SyntheticDigitsData
  | SpiralsData
  | MoonsData
  | CirclesData
  | GaussiansData
  | XorData;

const SETS = {
  mnist,
  sequences,
  "fashion-mnist": fashionMnist,
  "digits-synthetic": digitsSynthetic,
  spirals,
  moons,
  circles,
  gaussians,
  xor,
} satisfies Readonly<Record<SetName, object>>;

/** What is written after `set:`. */
export type SetName = DataSpec["set"];

/** As an experiment keeps it: a seed that is null is the trial's own. */
export type OpenData = OpenDescription<DataSpec>;

/** As a user writes it below `data:`. */
export type DataInput = DescriptionInput<DataSpec>;

/** A definition of which it is not known whose it is; what `open` is given must be of this set. */
export type AnyDataSet = Omit<DataSet<DataSpec, unknown>, "fields" | "whole"> & {
  readonly fields: Readonly<Record<string, DataField>>;
  readonly whole?: Readonly<Record<string, unknown>>;
};

/** The sets by name, in the order of the table. */
export const dataSets: Readonly<Record<SetName, AnyDataSet>> = SETS as never;

/** Their names, in the order of the table. */
export const setNames: readonly SetName[] = Object.keys(SETS) as SetName[];
