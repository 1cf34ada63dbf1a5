/** How a store is opened. */
export interface OpenOptions {
  /** make the store if it is not there; false for commands that only read. Default: true */
  readonly create?: boolean;
  /** the clock for its dates */
  readonly now?: () => Date;
  /** gets a line for each damaged row, which is then left out. Default (null): a damaged row is an error */
  readonly onDamage?: ((line: string) => void) | null;
}
