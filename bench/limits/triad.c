/* Memory bandwidth of one core: a = b + s c over arrays much larger than the caches. Prints 10^9 bytes per second, three
   arrays counted. Compile with -O3 -march=native. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FLOATS (64L << 20)
#define SAMPLES 5

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(void) {
  float *a = malloc(FLOATS * 4), *b = malloc(FLOATS * 4), *c = malloc(FLOATS * 4);
  if (!a || !b || !c) return 1;
  for (long i = 0; i < FLOATS; i++) a[i] = b[i] = c[i] = (float)(i & 7);
  double least = 1e9;
  for (int sample = 0; sample < SAMPLES; sample++) {
    double begin = now();
    for (long i = 0; i < FLOATS; i++) a[i] = b[i] + 0.5f * c[i];
    double seconds = now() - begin;
    if (seconds < least) least = seconds;
  }
  printf("%.2f\n", a[12345] >= 0 ? 12.0 * FLOATS / least / 1e9 : 0);
  return 0;
}
