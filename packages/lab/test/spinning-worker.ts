/** A thread for tests that never rests: it counts for as long as it lives. */
import { workerData } from "node:worker_threads";

const { data } = workerData as { readonly data: { readonly mnist: Int32Array } };
for (;;) Atomics.add(data.mnist, 0, 1);
