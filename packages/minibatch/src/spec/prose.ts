/**
 * A sentence for every kind of a table and for every field that some of them have, for the documentation and the JSON Schema. It is an export of its own beside
 * the table, which the door minibatch/describe alone imports: bundlers leave it out of a page.
 */
export interface Prose<Kind extends string> {
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly fields: Readonly<Record<string, string>>;
}
