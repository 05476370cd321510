#ifndef TIDEMARK_HARNESS_SCENARIO_SCENARIO_READER_H_
#define TIDEMARK_HARNESS_SCENARIO_SCENARIO_READER_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/json_value.h"
#include "harness/scenario/scenario.h"

namespace tidemark::harness {

// Reads a scenario file; relative paths in it count from its folder. Whatever a file says that
// cannot be run as it stands is an error, so that no typo is measured silently: unknown and
// repeated keys, wrong types, numbers out of range, sizes and times without units, unknown levers,
// devices and architectures, limits on cells that do not exist. Throws FormatError that names the
// file, the key and what is accepted there, IoError when the file cannot be read.
Scenario ReadScenario(const std::filesystem::path& file);

// The same from text, with `file` in messages and `folder` for relative paths.
Scenario ParseScenario(std::string_view text, const std::string& file,
                       const std::filesystem::path& folder);

// A scenario that ran, in its normal form (scenario_writer.h), from a report. It may name devices
// that this build cannot evaluate on.
Scenario RecordedScenario(const converter::JsonValue& value);

// The keys that an object of a scenario may have; `path` is "" for the whole, or "model",
// "positions", "settle", "leaks.*", "limits.*". The JSON Schema must agree.
std::vector<std::string> ScenarioKeys(std::string_view path);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_SCENARIO_READER_H_
