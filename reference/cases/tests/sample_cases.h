#ifndef TIDEMARK_REFERENCE_CASES_TESTS_SAMPLE_CASES_H_
#define TIDEMARK_REFERENCE_CASES_TESTS_SAMPLE_CASES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/byte_sink.h"
#include "reference/cases/case_values.h"
#include "reference/cases/recorded_case.h"
#include "reference/cases/tensor_stream.h"

namespace tidemark::reference::testing {

inline constexpr BoardSize kBoard = {.height = 2, .width = 2};

// Values that are all different: first, first + 1/64, ...
inline std::vector<float> Ramp(size_t size, float first) {
  std::vector<float> values(size);
  for (size_t i = 0; i < size; ++i) values[i] = first + static_cast<float>(i) / 64;
  return values;
}

// A board in the corner of a buffer, with inputs only.
inline RecordedCase InputsCase(int height, int width, BoardSize board) {
  const auto area = static_cast<size_t>(height) * static_cast<size_t>(width);
  RecordedCase sample = {.inputs = {.batch = 1,
                                    .height = height,
                                    .width = width,
                                    .spatial = Ramp(22 * area, 0),
                                    .global = Ramp(19, 1)}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      sample.inputs.spatial[static_cast<size_t>(y * width + x)] =
          y < board.height && x < board.width ? 1.0F : 0.0F;
    }
  }
  return sample;
}

// A case with everything in it. White is to move, and only Black's stone in the lower left corner
// of the board is in the way.
inline RecordedCase FullCase(int height, int width, BoardSize board) {
  const auto area = static_cast<size_t>(height) * static_cast<size_t>(width);
  RecordedCase sample = InputsCase(height, width, board);
  sample.dataset = "sample";
  sample.index = 7;
  sample.position = R"({"size":[)" + std::to_string(board.width) + "," +
                    std::to_string(board.height) +
                    R"(],"rules":{"komi":7.5,"ko":"SIMPLE","scoring":"AREA"},)"
                    R"("moves":[["B","A1"]],"next_player":"W","a":"last"})";
  sample.inputs.metadata = Ramp(192, 2);
  sample.outputs = RawOutputs{.batch = 1,
                              .height = height,
                              .width = width,
                              .policy_channels = 2,
                              .score_channels = 6,
                              .policy = Ramp(2 * area, -3),
                              .pass = Ramp(2, 4),
                              .value = Ramp(3, 5),
                              .score_value = Ramp(6, 6),
                              .ownership = Ramp(area, 7)};
  sample.post_processed = PostProcessed{.height = height,
                                        .width = width,
                                        .white_win = 0.3F,
                                        .white_loss = 0.6F,
                                        .no_result = 0.1F,
                                        .white_score_mean = -1.7F,
                                        .white_score_mean_square = 90.3F,
                                        .white_lead = -2.1F,
                                        .variance_time = 12.5F,
                                        .shortterm_value_error = 0.2F,
                                        .shortterm_score_error = 3.3F,
                                        .policy = std::vector<float>(area + 1, 0.25F),
                                        .white_ownership = Ramp(area, -1)};
  sample.post_processed->policy[static_cast<size_t>((board.height - 1) * width)] = -1;
  return sample;
}

// A tensor stream of so many values.
inline std::vector<float> ReadValues(const std::filesystem::path& file, uint64_t count) {
  const std::unique_ptr<CaseValues> values = MakeCaseValues(Keep::kInMemory);
  ReadTensorStream(file, count, *values);
  return values->Read(0, values->size());
}

inline std::string TextOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline void WriteText(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace tidemark::reference::testing

#endif  // TIDEMARK_REFERENCE_CASES_TESTS_SAMPLE_CASES_H_
