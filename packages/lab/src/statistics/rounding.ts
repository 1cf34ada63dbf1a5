/**
 * What lies closer together than this, relative to the largest of the figures at hand, differs by rounding alone. Accuracies are whole numbers over
 * one number: their differences tie, and cancel, but for the last bits.
 */
export const ROUNDING = 1e-9;
