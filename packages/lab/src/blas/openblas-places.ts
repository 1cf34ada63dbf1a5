/** Where OpenBLAS lies: names for the system's loader first, then the folders in which packages put it. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    "libopenblas.so.0",
    ...["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap((triplet) => [
      `/usr/lib/${triplet}/libopenblas.so.0`,
      `/usr/lib/${triplet}/openblas-pthread/libopenblas.so.0`,
    ]),
    "/usr/lib64/libopenblas.so.0",
    "/usr/lib/libopenblas.so.0",
    "libopenblas.so",
  ],
  darwin: [
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
    "libopenblas.dylib",
  ],
  win32: ["libopenblas.dll", "openblas.dll"],
};

export function openBlasPlaces(platform: NodeJS.Platform = process.platform): readonly string[] {
  return PLACES[platform] ?? [];
}
