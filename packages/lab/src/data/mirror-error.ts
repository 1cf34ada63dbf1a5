/** A mirror that did not give the file: the next one is asked. */
export class MirrorError extends Error {
  override readonly name: string = "MirrorError";
  /** by how much the part file is longer than before: whether it is worth asking this mirror to go on */
  readonly gainedBytes: number;

  constructor(message: string, gainedBytes: number, options?: ErrorOptions) {
    super(message, options);
    this.gainedBytes = gainedBytes;
  }
}
