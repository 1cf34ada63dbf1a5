/** What is wrong at a place of a document; whoever knows the file tells both. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  /** in UTF-16 units, as JavaScript's strings count */
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}
