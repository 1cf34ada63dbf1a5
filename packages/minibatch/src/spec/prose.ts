/**
 * A sentence for every kind of a table and for every field that some of them have: for the documentation and the JSON
 * Schema. It is exported apart from the table, and only minibatch/describe imports it: bundlers leave it out of a page.
 */
export interface Prose<Kind extends string> {
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly fields: Readonly<Record<string, string>>;
}
