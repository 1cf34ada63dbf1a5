/**
 * What a search of the machine ends with: `value` is what a test needs; `missing` says what was looked for and how to
 * provide it.
 */
export type Found = { readonly value: string } | { readonly missing: string };
export type Finder = (environment: NodeJS.ProcessEnv) => Promise<Found>;
