// Recorded cases: the document and the tensors that it names.

#include "converter/io/tests/gzip_bytes.h"
#include "converter/testing/fuzz_target.h"
#include "converter/testing/temp_dir.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/case_writer.h"
#include "reference/cases/tests/sample_cases.h"

namespace tidemark::testing {
namespace {

using reference::BoardSize;
using reference::testing::TextOf;

// Whatever is in cases that are taken can be had.
void Read(std::string_view input) {
  static const TempDir folder;
  const auto parts = SplitFuzzParts(input, 2);
  folder.Write("cases.json", parts[0]);
  folder.Write("tensors.f32.gz", parts[1]);
  const reference::CaseSet set = reference::ReadCases(folder.path());
  for (size_t i = 0; i < set.size(); ++i) {
    const reference::RecordedCase one = set.Case(i);
    const auto points =
        static_cast<size_t>(one.inputs.height) * static_cast<size_t>(one.inputs.width);
    Promise(set.Facts(i).legal.size() == points + 1, "facts of another board");
    set.Evaluation(i);
    set.PositionOf(i);
  }
}

std::string Written(const std::vector<reference::RecordedCase>& cases) {
  const TempDir folder;
  reference::CaseWriter writer(folder.path(), {.network = "n.bin.gz", .reference = "a reference"});
  for (const reference::RecordedCase& each : cases) writer.Add(each);
  writer.Finish();
  return JoinFuzzParts(
      {TextOf(folder.path() / "cases.json"), TextOf(folder.path() / "tensors.f32.gz")});
}

std::vector<FuzzSeed> Seeds() {
  using reference::testing::FullCase;
  using reference::testing::InputsCase;
  constexpr BoardSize kSmall = {.height = 2, .width = 2};
  constexpr BoardSize kSquare = {.height = 3, .width = 3};
  return {{"full", Written({FullCase(2, 3, kSmall)})},
          {"inputs", Written({InputsCase(3, 3, kSquare)})},
          {"both", Written({FullCase(3, 3, kSquare), InputsCase(2, 2, kSmall)})}};
}

// The tensors without their compression, and back.
std::string Opened(std::string_view input) {
  static const TempDir folder;
  const auto parts = SplitFuzzParts(input, 2);
  try {
    const auto source = converter::OpenStreamed(folder.Write("opened", parts[1]));
    return JoinFuzzParts({std::string(parts[0]), Drain(*source)});
  } catch (const Error&) {
    return {};
  }
}

std::string Closed(std::string_view opened) {
  const auto parts = SplitFuzzParts(opened, 2);
  return JoinFuzzParts({std::string(parts[0]), GzipOf(parts[1])});
}

}  // namespace

FuzzTarget ThisFuzzTarget() {
  return {.name = "cases",
          .folder = "reference/cases/fuzz",
          .read = Read,
          .seeds = Seeds,
          .open = Opened,
          .close = Closed};
}

}  // namespace tidemark::testing
