/**
 * NumPy's NPY format (numpy.lib.format, versions 1.0 to 3.0): a magic number, a header that is a dictionary of Python
 * in text, and the values. Objects, which are pickles, are never read.
 */
import { FormatError } from "minibatch";
import type { ArrayContents, FileArray } from "./file-array.ts";
import { npyType } from "./npy-types.ts";
import { type PythonLiteral, parsePythonLiteral } from "./python-literal.ts";

const MAGIC = "\x93NUMPY";

/** A header beyond it is noise: a field takes some thirty characters. */
const MOST_HEADER = 2 ** 20;

/** numpy's own limit is 64 (32 before NumPy 2). */
const MOST_DIMENSIONS = 16;

export function isNpy(bytes: Uint8Array): boolean {
  return bytes.length > MAGIC.length && [...MAGIC].every((character, i) => bytes[i] === character.charCodeAt(0));
}

/**
 * The array in a NPY file; of records one for each field. `name` is the file's, for messages. Throws FormatError when
 * the bytes are not exactly what their header says, and for types that are no numbers, texts or times.
 */
export function readNpy(bytes: Uint8Array, name: string): readonly FileArray[] {
  const fail = (fault: string): never => {
    throw new FormatError(`Cannot read ${name}: ${fault}`);
  };
  if (!isNpy(bytes)) return fail("it is no NPY file: it does not begin with \\x93NUMPY");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [major, wide] = [bytes[6] as number, bytes[6] !== 1];
  if (major < 1 || major > 3) return fail(`it is of version ${major} of the NPY format, should be 1 to 3`);
  const start = wide ? 12 : 10;
  if (bytes.length < start) return fail("it ends within its header; it is cut short, write it again");
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (length > MOST_HEADER) return fail(`its header has ${length} bytes, should have at most ${MOST_HEADER}`);
  if (start + length > bytes.length) return fail("it ends within its header; it is cut short, write it again");
  const { fields, shape, isColumnMajor } = parseHeader(bytes.subarray(start, start + length), fail);
  const step = fields.reduce((sum, field) => Math.max(sum, field.offset + field.bytes), 0);
  const record = Math.max(step, ...fields.map((field) => field.record));
  const count = shape.reduce((product, size) => product * size, 1);
  const should = start + length + count * record;
  if (bytes.length !== should) {
    const fault = bytes.length < should ? "it is cut short" : "something follows its values";
    return fail(
      `it has ${bytes.length} bytes, should have ${should} for the shape (${shape.join(", ")}); ${fault}, write it ` +
        "again",
    );
  }
  return fields.map((field) => {
    const contents = field.read(view, start + length + field.offset, record, count);
    return {
      name: field.name,
      shape,
      contents: isColumnMajor && shape.length > 1 ? toRowMajor(contents, shape) : contents,
    };
  });
}

interface Field {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  /** bytes of a whole record */
  readonly record: number;
  read(view: DataView, offset: number, step: number, count: number): ArrayContents;
}

interface Header {
  readonly fields: readonly Field[];
  readonly shape: readonly number[];
  readonly isColumnMajor: boolean;
}

function parseHeader(bytes: Uint8Array, fail: (fault: string) => never): Header {
  let header: PythonLiteral;
  try {
    header = parsePythonLiteral(new TextDecoder("utf-8").decode(bytes.slice()));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fail(`its header cannot be read: ${error.message}`);
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    return fail("its header is no dictionary");
  const { descr, fortran_order, shape } = header as { readonly [key: string]: PythonLiteral };
  if (typeof fortran_order !== "boolean") return fail("its header lacks fortran_order");
  const isShape = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
  if (!isShape || shape.length > MOST_DIMENSIONS) {
    return fail(`its header should give a shape of at most ${MOST_DIMENSIONS} sizes`);
  }
  const fields = typeof descr === "string" ? [plainField(descr, fail)] : recordFields(descr, fail);
  return { fields, shape: shape as readonly number[], isColumnMajor: fortran_order };
}

function plainField(descr: string, fail: (fault: string) => never): Field {
  const type = npyType(descr) ?? fail(whyNotType(descr, "it"));
  return { name: "", offset: 0, bytes: type.bytes, record: type.bytes, read: type.read };
}

/** `[("a", "<f8"), ("b", "<i4")]`; one without a name is room between them. */
function recordFields(descr: PythonLiteral | undefined, fail: (fault: string) => never): Field[] {
  if (!Array.isArray(descr) || descr.length === 0) return fail("its header should give a type, as <f8");
  const fields: Field[] = [];
  let offset = 0;
  for (const [i, entry] of (descr as readonly PythonLiteral[]).entries()) {
    const [named, written, inner] = Array.isArray(entry) ? (entry as readonly PythonLiteral[]) : [];
    const name = Array.isArray(named) ? named[1] : named;
    if (typeof name !== "string" || typeof written !== "string" || inner !== undefined) {
      return fail("its records have fields in them that are no plain values; write each as an array of its own");
    }
    const room = /^\|V(\d{1,6})$/.exec(written)?.[1];
    if (room !== undefined && name === "") {
      offset += Number(room);
      continue;
    }
    const type = npyType(written) ?? fail(whyNotType(written, `field ${i + 1} of its records`));
    fields.push({ name, offset, bytes: type.bytes, record: 0, read: type.read });
    offset += type.bytes;
  }
  return fields.map((field) => ({ ...field, record: offset }));
}

function whyNotType(descr: string, what: string): string {
  if (/^[<>|=]?O/.test(descr)) {
    return (
      `${what} holds objects of Python (a pickle), which are not read; convert it first: array.astype(str) or ` +
      "astype(float)"
    );
  }
  if (/^[<>|=]?c/.test(descr)) return `${what} holds complex numbers; write their real and imaginary parts as arrays`;
  return (
    `${what} has the type ${descr.slice(0, 20).replaceAll(/[^\x20-\x7e]/g, "?")}, can be booleans, integers, ` +
    "floats of up to 64 bits, texts and times"
  );
}

/** From NumPy's order F, where the first index runs fastest. */
function toRowMajor(contents: ArrayContents, shape: readonly number[]): ArrayContents {
  const from = contents.values as unknown as { readonly length: number; readonly [i: number]: never; slice(): unknown };
  const to = from.slice() as { [i: number]: never };
  const strides = shape.map((_, i) => shape.slice(0, i).reduce((product, size) => product * size, 1));
  const index = shape.map(() => 0);
  let source = 0;
  for (let i = 0; i < from.length; i++) {
    to[i] = from[source] as never;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] as number;
      source += stride;
      const next = ++index[axis]!;
      if (next < (shape[axis] as number)) break;
      source -= next * stride;
      index[axis] = 0;
    }
  }
  return { kind: contents.kind, values: to } as unknown as ArrayContents;
}
