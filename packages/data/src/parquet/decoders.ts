/** What is taken of hyparquet; loaded when there is a Parquet file. */

/** hyparquet's decoders, and the platform's gunzip. */
export interface Decoders {
  readonly parquetMetadata: typeof import("hyparquet").parquetMetadata;
  readonly parquetSchema: typeof import("hyparquet").parquetSchema;
  readonly readPlain: typeof import("hyparquet/src/plain.js").readPlain;
  readonly deltaBinaryUnpack: typeof import("hyparquet/src/delta.js").deltaBinaryUnpack;
  readonly byteStreamSplit: typeof import("hyparquet/src/encoding.js").byteStreamSplit;
  readonly convert: typeof import("hyparquet/src/convert.js").convert;
  readonly defaultParsers: typeof import("hyparquet/src/convert.js").DEFAULT_PARSERS;
  readonly assembleLists: typeof import("hyparquet/src/assemble.js").assembleLists;
  readonly assembleNested: typeof import("hyparquet/src/assemble.js").assembleNested;
  readonly isListLike: typeof import("hyparquet/src/schema.js").isListLike;
  readonly getTreePath: typeof import("hyparquet/src/schema.js").getTreePath;
  readonly readVarInt: typeof import("hyparquet/src/thrift.js").readVarInt;
  /** to just that many bytes */
  readonly gunzip: (bytes: Uint8Array, size: number) => Uint8Array;
}

export async function loadDecoders(gunzip: Decoders["gunzip"]): Promise<Decoders> {
  const [hyparquet, plain, delta, encoding, convert, assemble, schema, thrift] = await Promise.all([
    import("hyparquet"),
    import("hyparquet/src/plain.js"),
    import("hyparquet/src/delta.js"),
    import("hyparquet/src/encoding.js"),
    import("hyparquet/src/convert.js"),
    import("hyparquet/src/assemble.js"),
    import("hyparquet/src/schema.js"),
    import("hyparquet/src/thrift.js"),
  ]);
  return {
    parquetMetadata: hyparquet.parquetMetadata,
    parquetSchema: hyparquet.parquetSchema,
    readPlain: plain.readPlain,
    deltaBinaryUnpack: delta.deltaBinaryUnpack,
    byteStreamSplit: encoding.byteStreamSplit,
    convert: convert.convert,
    defaultParsers: convert.DEFAULT_PARSERS,
    assembleLists: assemble.assembleLists,
    assembleNested: assemble.assembleNested,
    isListLike: schema.isListLike,
    getTreePath: schema.getTreePath,
    readVarInt: thrift.readVarInt,
    gunzip,
  };
}
