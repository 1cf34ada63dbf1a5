/** How a store is opened. */
export interface OpenOptions {
  /** make it when it is not there; false for commands that only read. Default: true */
  readonly create?: boolean;
  /** the clock of its dates */
  readonly now?: () => Date;
  /**
   * is given a line for each row that is damaged, which is then left out of what is read. Default (null): it is refused
   */
  readonly onDamage?: ((line: string) => void) | null;
}
