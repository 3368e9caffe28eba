// Runs an exported model by ONNX Runtime's own interface: int8-sums MODEL (0|1) SIDE PASSES
// The second argument is the session option session.x64quantprecision. Prints a line of logits for each of three made
// pictures of SIDE x SIDE pixels, and on standard error the median of PASSES passes over the first, in milliseconds.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "onnxruntime_cxx_api.h"

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const int side = std::atoi(arguments[3]), passes = std::atoi(arguments[4]), pictures = 3;
  Ort::Env environment(ORT_LOGGING_LEVEL_ERROR, "int8-sums");
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(1);
  options.AddConfigEntry("optimization.disable_specified_optimizers", "WeightBiasQuantization");
  options.AddConfigEntry("session.x64quantprecision", arguments[2]);
  Ort::Session session(environment, arguments[1], options);
  auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  const char* inputs[] = {"pictures"};
  const char* outputs[] = {"logits"};
  const int64_t shape[] = {1, 3, side, side};
  std::vector<double> times;
  for (int picture = 0; picture < pictures; picture++) {
    std::vector<float> pixels(3 * static_cast<size_t>(side) * side);  // waves with some noise, in [-1, 1]
    for (int channel = 0; channel < 3; channel++)
      for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
          pixels[(static_cast<size_t>(channel) * side + y) * side + x] =
              static_cast<float>(0.6 * std::sin(0.05 * (picture + 1) * x + channel) * std::cos(0.03 * y * (picture + 1)) +
                                 ((x * 7919 + y * 104729 + picture * 31) % 97 / 97.0 - 0.5) * 0.6);
    auto input = Ort::Value::CreateTensor<float>(memory, pixels.data(), pixels.size(), shape, 4);
    for (int pass = 0; pass < (picture == 0 ? passes : 1); pass++) {
      const auto begin = std::chrono::steady_clock::now();
      auto given = session.Run(Ort::RunOptions{nullptr}, inputs, &input, 1, outputs, 1);
      times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
      if (pass > 0) continue;
      const float* logits = given[0].GetTensorData<float>();
      for (size_t i = 0; i < given[0].GetTensorTypeAndShapeInfo().GetElementCount(); i++) std::printf("%.4f ", logits[i]);
      std::printf("\n");
    }
  }
  times.resize(passes);
  std::nth_element(times.begin(), times.begin() + passes / 2, times.end());
  std::fprintf(stderr, "%.2f\n", times[passes / 2]);
}
