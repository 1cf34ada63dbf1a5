/** Seeds are whole numbers of 32 bits. */
export const LARGEST_SEED: number = 2 ** 32 - 1;
