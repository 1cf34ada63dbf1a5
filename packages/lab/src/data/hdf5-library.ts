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

interface FactoryModule {
  readonly default: (options: {
    readonly noInitialRun: boolean;
    readonly printErr: (line: string) => void;
  }) => Promise<Hdf5Library>;
}

/** An instance with a file system of its own, in memory. `tell` takes the lines the C library would print to stderr. */
export async function loadHdf5Library(tell: (line: string) => void): Promise<Hdf5Library> {
  const url = new URL(FACTORY_FILE, import.meta.resolve("h5wasm"));
  const { default: create } = (await import(url.href)) as FactoryModule;
  return create({ noInitialRun: true, printErr: tell });
}
