#ifndef TIDEMARK_CONVERTER_TESTS_PACKAGE_CONTENTS_H_
#define TIDEMARK_CONVERTER_TESTS_PACKAGE_CONTENTS_H_

// For tests only: the three files of a package, and whether they fit each other.

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "converter/mil/proto/model.pb.h"
#include "converter/mil/tests/program_checker.h"

namespace tidemark::testing {

struct PackageContents {
  std::string manifest = {};
  std::string model = {};
  std::string weights = {};

  friend bool operator==(const PackageContents&, const PackageContents&) = default;
  friend void PrintTo(const PackageContents& contents, std::ostream* out) {
    *out << "a model of " << contents.model.size() << " bytes, weights of "
         << contents.weights.size() << " bytes, and " << contents.manifest;
  }
};

// Reads a package; what else is in it is a failure.
PackageContents ContentsOf(const std::filesystem::path& package);

coreml::Model Decoded(const std::string& model);

std::string Sha256Hex(std::string_view bytes);
std::string ContentHashHex(std::string_view bytes);

// What is wrong with a package: what CheckModel() finds, constants whose blobs have another type or
// size, and blobs that no constant refers to.
std::vector<std::string> CheckContents(const PackageContents& contents);

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTS_PACKAGE_CONTENTS_H_
