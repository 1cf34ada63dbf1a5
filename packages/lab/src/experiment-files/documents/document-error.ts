/** enough for any reason; a name in it may be as long as the file */
const LONGEST = 1_000;

/** What is wrong at a place of a document, in one line, without the file's name. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  /** in UTF-16 units, as JavaScript's strings count */
  readonly offset: number;
  constructor(offset: number, reason: string) {
    const line = reason.replaceAll(/\s*\n\s*/g, " ");
    super(line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 3)}...`);
    this.offset = offset;
  }
}
