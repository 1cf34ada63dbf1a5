/* The widest fused multiply-adds that this processor has, or, with -DBYTES=32, those of 256 bits: 12 independent chains per thread. Prints GFLOP/s of all
   threads and the bits of a vector. Usage: fma THREADS; compile with -O3 -march=native -ffp-contract=fast -pthread. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(BYTES)
#elif defined(__AVX512F__)
#define BYTES 64
#elif defined(__AVX__)
#define BYTES 32
#else
#define BYTES 16
#endif
#define CHAINS 12
#define ROUNDS 1000000L
#define SAMPLES 100

typedef float vec __attribute__((vector_size(BYTES)));
static volatile float left = 0.5f, right = 0.25f, sink;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void *measure(void *best) {
  /* names, not an array: compilers keep arrays in memory */
  vec x = left + (vec){0}, y = right + (vec){0};
  vec a = x, b = x + 1, c = x + 2, d = x + 3, e = x + 4, f = x + 5;
  vec g = x + 6, h = x + 7, i = x + 8, j = x + 9, k = x + 10, l = x + 11;
  double least = 1e9;
  for (int sample = 0; sample < SAMPLES; sample++) {
    double begin = now();
    for (long round = 0; round < ROUNDS; round++) {
      a = a * x + y, b = b * x + y, c = c * x + y, d = d * x + y, e = e * x + y, f = f * x + y;
      g = g * x + y, h = h * x + y, i = i * x + y, j = j * x + y, k = k * x + y, l = l * x + y;
    }
    double seconds = now() - begin;
    if (seconds < least) least = seconds;
  }
  a += b + c + d + e + f + g + h + i + j + k + l;
  sink += a[0];
  *(double *)best = (double)ROUNDS * CHAINS * 2 * (BYTES / sizeof(float)) / least / 1e9;
  return NULL;
}

int main(int count, char **call) {
  int threads = count > 1 ? atoi(call[1]) : 1;
  pthread_t handle[64];
  double best[64], sum = 0;
  if (threads < 1 || threads > 64) return 2;
  for (int t = 0; t < threads; t++) pthread_create(&handle[t], NULL, measure, &best[t]);
  for (int t = 0; t < threads; t++) pthread_join(handle[t], NULL);
  for (int t = 0; t < threads; t++) sum += best[t];
  printf("%.2f %d\n", sum, BYTES * 8);
  return 0;
}
