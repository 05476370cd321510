#ifndef TIDEMARK_CONVERTER_TESTING_FUZZ_TARGET_H_
#define TIDEMARK_CONVERTER_TESTING_FUZZ_TARGET_H_

// For tests only: a reader that is fed whatever there is.
//
// Each <folder>/fuzz/<name>_fuzz.cpp defines ThisFuzzTarget(). Two programs are made of it: one of
// libFuzzer (fuzz_program.cpp, scripts/fuzz), which looks for inputs that break it, and one of
// tests (fuzz_replay_test.cpp), which feeds it its seeds, damaged seeds, and every input that broke
// it once: the files of <folder>/fuzz/regressions/<name>.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::testing {

struct FuzzSeed {
  std::string name = {};
  std::string input = {};
};

struct FuzzTarget {
  std::string_view name = {};
  // Of its sources, from the project's root on.
  std::string_view folder = {};
  // Reads an input, and checks what it promises of one that it takes. Throws tidemark::Error to
  // refuse an input; whatever else it throws is a defect.
  void (*read)(std::string_view input) = nullptr;
  // Inputs that are taken, made by the project's own writers.
  std::vector<FuzzSeed> (*seeds)() = nullptr;
  // Puts another form on an input before it is mutated, and takes it off again afterwards, so that
  // mutations get behind a checksum; null where there is none. `open` gives nothing for an input
  // that has no such form.
  std::string (*open)(std::string_view input) = nullptr;
  std::string (*close)(std::string_view opened) = nullptr;
};

FuzzTarget ThisFuzzTarget();

// A promise was broken: what fuzzing looks for, as crashes are.
class BrokenPromise : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

inline void Promise(bool kept, const char* what) {
  if (!kept) throw BrokenPromise(what);
}

// Files that make one input: this mark between them.
inline constexpr std::string_view kFuzzPartMark = "\n==part==\n";

inline std::string JoinFuzzParts(const std::vector<std::string>& parts) {
  std::string input;
  for (const std::string& part : parts) {
    if (&part != parts.data()) input += kFuzzPartMark;
    input += part;
  }
  return input;
}

// At most `count` parts, the last of which is the rest; those that are missing are empty.
inline std::vector<std::string_view> SplitFuzzParts(std::string_view input, size_t count) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < count) {
    const size_t end = input.find(kFuzzPartMark);
    if (end == std::string_view::npos) break;
    parts.push_back(input.substr(0, end));
    input.remove_prefix(end + kFuzzPartMark.size());
  }
  parts.push_back(input);
  parts.resize(count);
  return parts;
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_FUZZ_TARGET_H_
