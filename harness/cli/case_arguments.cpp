#include "harness/cli/case_arguments.h"

#include <cstdio>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "converter/io/temporary_directory.h"
#include "harness/cli/text.h"
#include "harness/cli/value_kind.h"
#include "harness/scenario/names.h"
#include "harness/scenario/scenario.h"
#include "reference/cases/case_encoder.h"
#include "reference/cases/case_reader.h"

namespace tidemark::harness {

void CaseArguments::AddTo(CLI::App& command) {
  CLI::Option* const recorded =
      command.add_option("--cases", cases, "folder of recorded cases to evaluate")
          ->check(AFolder());
  CLI::Option* const named =
      command
          .add_option("--positions", positions,
                      "games in SGF, or positions as JSON lines, to encode and evaluate; may be "
                      "repeated")
          ->check(AFile(PositionEndings()))
          ->excludes(recorded);
  command
      .add_option("--every", files.every,
                  "of each game or file of positions only every N-th position (default 1)")
      ->check(CLI::Range(1, kMaxEvery))
      ->needs(named);
  command
      .add_flag("--error-test", files.error_test,
                "of games, take what KataGo's backend-error test collects: every variation, under "
                "its rules, each position once")
      ->needs(named);
  command
      .add_flag("--error-test-quick", error_test_quick,
                "only the positions that this test takes with -quick, about three of ten")
      ->needs(named);
  command.add_option("--most", most, "at most so many positions")
      ->check(CLI::Range(1, 1'000'000))
      ->needs(named);
  command
      .add_option("--buffer", buffer,
                  "encode every position over WxH points (default: over its own board)")
      ->needs(named);
}

reference::CaseSet CaseArguments::Read(const ModelTraits& traits,
                                       const std::optional<reference::SgfMetadata>& metadata,
                                       const std::filesystem::path& model) const {
  if (!cases.empty()) return reference::ReadCases(cases);
  if (positions.empty()) {
    throw UsageError("nothing to evaluate: give --cases, or --positions");
  }
  return Encode(traits, metadata, model);
}

reference::CaseSet CaseArguments::Encode(const ModelTraits& traits,
                                         const std::optional<reference::SgfMetadata>& metadata,
                                         const std::filesystem::path& model) const {
  reference::CaseEncoderOptions options = {.network = model.filename().string(),
                                           .buffer = traits.buffer,
                                           .pass_alive_suicide = traits.pass_alive_suicide,
                                           .metadata = metadata,
                                           .error_test_quick = error_test_quick,
                                           .most = most};
  if (!buffer.empty()) {
    const BoardSize size = ForOption("--buffer", [this] { return ParseBoard(buffer); });
    options.buffer = reference::BoardSize{.height = size.y, .width = size.x};
  }
  const converter::TemporaryDirectory folder;
  reference::CaseEncoder encoder(options, folder.path() / "cases");
  for (const std::string& file : positions) encoder.AddFile(file, files);
  const reference::EncodedCases encoded = encoder.Finish();
  for (const std::string& warning : encoded.warnings) {
    std::fprintf(stderr, "warning: %s\n", converter::PrintableText(warning).c_str());
  }
  if (encoded.skipped > 0) {
    std::fprintf(stderr, "warning: %zu positions left out: their boards do not fit the buffer\n",
                 encoded.skipped);
  }
  if (encoded.count == 0) {
    throw MeasurementError(encoded.skipped == 0 ? "holds no position that was asked for"
                                                : "holds no position whose board fits the buffer",
                           {.file = positions.front()});
  }
  return reference::ReadCases(folder.path() / "cases");
}

}  // namespace tidemark::harness
