// What this machine does at most, by loops in which nothing else stands: machine-peaks THREADS SECONDS
// Prints a line for each: products of registers in float32 and bfloat16, in GFLOP/s (a product and its sum are two operations), and
// memory read, and two arrays added to a third, in GB/s. All threads together; the best tenth of SECONDS.
#include <immintrin.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

namespace {

constexpr int kParts = 10;
constexpr int kSums = 24;    // more than latency times throughput of any processor, fewer than there are registers
constexpr int kTurns = 4096;
constexpr size_t kBytes = 256 << 20;  // no cache holds them

#define SUMS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23)
#define BEGIN(i) __m512 s##i = _mm512_set1_ps(i);
#define KEEP(i) __asm__ volatile("" : "+v"(s##i));  // the compiler may not shorten the loop
#define ADD(i) sum = _mm512_add_ps(sum, s##i);

// A function that multiplies a and b and adds the products to all sums, over and over. STEP(i) does it for one.
#define PRODUCTS(NAME, FEATURES, NUMBERS, A, B, STEP)    \
  __attribute__((target(FEATURES))) float NAME() {       \
    const NUMBERS a = A, b = B;                          \
    SUMS(BEGIN)                                          \
    for (int turn = 0; turn < kTurns; turn++) { SUMS(STEP) } \
    __m512 sum = _mm512_setzero_ps();                    \
    SUMS(ADD)                                            \
    return _mm512_reduce_add_ps(sum);                    \
  }
#define BFLOAT16(i) s##i = _mm512_dpbf16_ps(s##i, a, b); KEEP(i)
#define FLOAT32(i) s##i = _mm512_fmadd_ps(a, b, s##i); KEEP(i)

PRODUCTS(ProductsOfBfloat16, "avx512f,avx512bf16", __m512bh, (__m512bh)_mm512_set1_epi16(0x3f80), (__m512bh)_mm512_set1_epi16(0x3c00), BFLOAT16)
PRODUCTS(ProductsOfFloat32, "avx512f", __m512, _mm512_set1_ps(1), _mm512_set1_ps(0.0078125f), FLOAT32)

__attribute__((target("avx512f"))) float Read(const float* from, size_t count) {
  __m512 a = _mm512_setzero_ps(), b = a, c = a, d = a;
  for (size_t i = 0; i < count; i += 64) {
    a = _mm512_add_ps(a, _mm512_loadu_ps(from + i));
    b = _mm512_add_ps(b, _mm512_loadu_ps(from + i + 16));
    c = _mm512_add_ps(c, _mm512_loadu_ps(from + i + 32));
    d = _mm512_add_ps(d, _mm512_loadu_ps(from + i + 48));
  }
  return _mm512_reduce_add_ps(_mm512_add_ps(_mm512_add_ps(a, b), _mm512_add_ps(c, d)));
}

__attribute__((target("avx512f"))) float Sum(const float* one, const float* other, float* to, size_t count) {
  for (size_t i = 0; i < count; i += 16) _mm512_storeu_ps(to + i, _mm512_add_ps(_mm512_loadu_ps(one + i), _mm512_loadu_ps(other + i)));
  return to[0];
}

float* Numbers() {
  void* numbers = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (numbers == MAP_FAILED) std::exit(1);
  madvise(numbers, kBytes, MADV_HUGEPAGE);
  std::memset(numbers, 1, kBytes);
  return static_cast<float*>(numbers);
}

// Runs a piece of work on all threads over and over, and prints the most that one tenth of the time saw, `units` of a piece each.
void Measure(const char* name, const char* unit, double units, int threads, double seconds, const std::function<float(int)>& piece) {
  std::vector<std::thread> team;
  std::barrier start(threads);
  std::vector<std::atomic<long>> done(kParts);
  std::atomic<float> kept{0};
  for (int thread = 0; thread < threads; thread++) {
    team.emplace_back([&, thread] {
      start.arrive_and_wait();
      const auto begin = std::chrono::steady_clock::now();
      for (;;) {
        const int part = static_cast<int>(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / seconds * kParts);
        if (part >= kParts) break;
        kept = piece(thread);
        done[part]++;
      }
    });
  }
  for (std::thread& one : team) one.join();
  long most = 0;
  for (const std::atomic<long>& part : done) most = std::max(most, part.load());
  std::printf("| %s | %.0f %s |\n", name, most * units / (seconds / kParts) / 1e9, unit);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3 || !__builtin_cpu_supports("avx512f")) return 2;
  const int threads = std::clamp(std::atoi(arguments[1]), 1, 1024);
  const double seconds = std::clamp(std::atof(arguments[2]), 0.1, 600.0);
  constexpr double products = 1.0 * kSums * kTurns;
  Measure("products in float32", "GFLOP/s", 2 * 16 * products, threads, seconds, [](int) { return ProductsOfFloat32(); });
  if (__builtin_cpu_supports("avx512bf16"))
    Measure("products in bfloat16", "GFLOP/s", 2 * 32 * products, threads, seconds, [](int) { return ProductsOfBfloat16(); });
  float *one = Numbers(), *other = Numbers(), *to = Numbers();
  const size_t share = kBytes / sizeof(float) / threads / 64 * 64;
  Measure("256 MiB read", "GB/s", 1.0 * share * sizeof(float), threads, seconds, [&](int i) { return Read(one + i * share, share); });
  Measure("256 MiB and 256 more added to a third, two reads and a write", "GB/s", 3.0 * share * sizeof(float), threads, seconds, [&](int i) { return Sum(one + i * share, other + i * share, to + i * share, share); });
}
