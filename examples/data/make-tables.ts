/**
 * Draws the two tables that the examples train on: `node examples/data/make-tables.ts`. Nobody measured them: they are
 * made up, so that they may be copied, changed and published without asking.
 *
 * penguins.csv is in the manner of the penguins of K. B. Gorman, T. D. Williams and W. R. Fraser (PLOS ONE 9(3), 2014):
 * three species, their islands, normal measurements around means and standard deviations like those of that paper, some
 * of them missing. houses.csv is a price that follows a formula from size, age, distance and neighbourhood, with noise.
 */
import { writeFileSync } from "node:fs";
import { createNormalSource, createStream } from "minibatch";

const stream = createStream(2026, "data");
const normal = createNormalSource(stream);
const uniform = (low: number, high: number): number => low + (high - low) * stream.nextFloat();
const pick = <T>(items: readonly (readonly [item: T, share: number])[]): T => {
  let left = stream.nextFloat();
  for (const [item, share] of items) {
    left -= share;
    if (left < 0) return item;
  }
  return items.at(-1)![0];
};

interface Species {
  readonly name: string;
  readonly share: number;
  readonly islands: readonly (readonly [string, number])[];
  /** mean and standard deviation of bill length, bill depth and flipper length (mm), body mass (g) */
  readonly measures: readonly (readonly [mean: number, sd: number])[];
}

const SPECIES: readonly Species[] = [
  {
    name: "Adelie",
    share: 0.44,
    islands: [
      ["Biscoe", 0.29],
      ["Dream", 0.37],
      ["Torgersen", 0.34],
    ],
    measures: [
      [38.8, 2.2],
      [18.3, 1],
      [190, 6],
      [3700, 380],
    ],
  },
  {
    name: "Chinstrap",
    share: 0.2,
    islands: [["Dream", 1]],
    measures: [
      [48.8, 2.6],
      [18.4, 0.9],
      [196, 6.5],
      [3730, 330],
    ],
  },
  {
    name: "Gentoo",
    share: 0.36,
    islands: [["Biscoe", 1]],
    measures: [
      [47.5, 2.5],
      [15, 0.8],
      [217, 5.5],
      [5080, 420],
    ],
  },
];
/** how much larger than the mean a male is, in standard deviations; a female is as much smaller */
const OF_SEX = 0.7;
const DECIMALS = [1, 1, 0, 0];

function penguin(): string {
  const { name, islands, measures } = pick(SPECIES.map((species) => [species, species.share]));
  const sex = pick([
    ["female", 0.5],
    ["male", 0.5],
  ]);
  const sign = sex === "male" ? 1 : -1;
  const isLost = stream.nextFloat() < 0.01;
  const numbers = measures.map(([mean, sd], i) => {
    const value = mean + sd * (sign * OF_SEX + normal());
    return isLost || stream.nextFloat() < 0.02 ? "NA" : value.toFixed(DECIMALS[i]);
  });
  return [name, pick(islands), ...numbers, stream.nextFloat() < 0.03 ? "NA" : sex].join();
}

const NEIGHBOURHOODS = [
  ["Harbour", 0.2, 1.25],
  ["Hills", 0.3, 1.1],
  ["Old Town", 0.25, 1],
  ["Station", 0.25, 0.85],
] as const;

function house(): string {
  const area = Math.max(35, Math.round(110 + 45 * normal()));
  const rooms = Math.max(1, Math.round(area / 28 + 0.6 * normal()));
  const age = Math.floor(uniform(0, 90));
  const distance = uniform(0.3, 25);
  const [neighbourhood, , factor] = pick(NEIGHBOURHOODS.map((one) => [one, one[1]]));
  const garage = stream.nextFloat() < 0.45 ? "yes" : "no";
  const base = 40_000 + 2_600 * area + 9_000 * rooms - 850 * age - 3_200 * distance + (garage === "yes" ? 14_000 : 0);
  const price = Math.max(20_000, base * factor + 15_000 * normal());
  return [area, rooms, age, distance.toFixed(1), neighbourhood, garage, Math.round(price / 500) * 500].join();
}

const table = (header: string, rows: number, draw: () => string): string =>
  `${[header, ...Array.from({ length: rows }, draw)].join("\n")}\n`;

const here = (name: string): URL => new URL(name, import.meta.url);
const measured = "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex";
writeFileSync(here("penguins.csv"), table(measured, 600, penguin));
writeFileSync(here("houses.csv"), table("area_m2,rooms,age,distance_km,neighbourhood,garage,price", 800, house));
