import type { ReadTools } from "minibatch-data/sets";
import { gunzip } from "./gunzip.ts";
import { readHdf5, readHdf5Arrays } from "./hdf5.ts";

/** What Node has for the readers of minibatch-data: zlib, the HDF5 library, memory that threads share. */
export const readTools: ReadTools = { gunzip, readHdf5, readHdf5Arrays, shared: true };
