/**
 * The HDF5 C library compiled to WASM (h5wasm), one instance per file read. h5wasm's own door has a single instance for
 * the whole process: a corrupt file leaves that one damaged (a few thousand mutated files end in reads outside its
 * memory), prints a page of C call stack per fault, and its `value` ignores the status of a read, giving whatever lay
 * in memory.
 */
export type Hdf5Library = Awaited<typeof import("h5wasm").ready>;

/**
 * The factory behind that door. Its file is not in h5wasm's `exports`; the version is pinned, and the tests read
 * through it.
 */
const FACTORY_FILE = "hdf5_util.js";

type Imports = Record<string, Record<string, unknown>>;

/** What the engine has for WASM, as far as it is used here; Node's types lack most of it. */
interface WasmEngine {
  instantiate: (code: Uint8Array, imports: Imports) => Promise<unknown>;
  compile(code: Uint8Array): Promise<WebAssembly.Module>;
}

const engine = WebAssembly as unknown as WasmEngine;

/** Emscripten's: how an instance is made of the compiled library, instead of by itself. */
type Instantiate = (
  imports: Imports,
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => void;

type Factory = (options: {
  readonly noInitialRun: boolean;
  readonly printErr: (line: string) => void;
  readonly instantiateWasm?: Instantiate;
}) => Promise<Hdf5Library>;

/** Makes instances: what all of them share has been compiled. */
export interface Hdf5Maker {
  /**
   * An instance with a file system of its own, in memory. `tell` takes the lines the C library would print to stderr;
   * `mostBytes` is asked when its memory is to grow, and an allocation beyond it fails as one without memory does.
   */
  make(tell: (line: string) => void, mostBytes: () => number): Promise<Hdf5Library>;
}

export async function compileHdf5Library(): Promise<Hdf5Maker> {
  const url = new URL(FACTORY_FILE, import.meta.resolve("h5wasm"));
  const { default: create } = (await import(url.href)) as { readonly default: Factory };
  const compiled = await compile(create);
  return {
    make(tell, mostBytes) {
      const instantiateWasm: Instantiate = (imports, done) => {
        const env = { ...imports.env, emscripten_resize_heap: bound(imports.env?.emscripten_resize_heap, mostBytes) };
        done(new WebAssembly.Instance(compiled, { ...imports, env }), compiled);
      };
      return create({ noInitialRun: true, printErr: tell, instantiateWasm });
    },
  };
}

/**
 * The library's code lies as a text in its factory, which gives it to nobody but the engine: so that is asked, in a
 * thread where nobody else does.
 */
async function compile(create: Factory): Promise<WebAssembly.Module> {
  const { instantiate } = engine;
  const { promise, resolve, reject } = Promise.withResolvers<WebAssembly.Module>();
  engine.instantiate = async (code) => {
    engine.compile(code).then(resolve, reject);
    throw new Error("it is compiled, no instance is needed");
  };
  try {
    await create({ noInitialRun: true, printErr: () => {} }).then(
      () => reject(new Error("Cannot read HDF5: this version of h5wasm is compiled in another way; install 0.10.3")),
      () => {},
    );
    return await promise;
  } finally {
    engine.instantiate = instantiate;
  }
}

function bound(grow: unknown, mostBytes: () => number): (size: number) => unknown {
  // a size is unsigned, and comes as a signed number
  return (size) => (size >>> 0 > mostBytes() ? 0 : (grow as (size: number) => unknown)(size));
}
