#ifndef TIDEMARK_CONVERTER_PACKAGE_PACKAGE_READER_H_
#define TIDEMARK_CONVERTER_PACKAGE_PACKAGE_READER_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace tidemark::converter {

inline constexpr uint64_t kLargestManifestBytes = uint64_t{1} << 20;
inline constexpr uint64_t kLargestModelBytes = uint64_t{8} << 20;

// Finds the files of an `.mlpackage`, none of which may lie outside it.
class PackageReader {
 public:
  // Throws IoError when the package or its manifest is missing, FormatError when the manifest is
  // not valid or its model is not a file inside the package.
  explicit PackageReader(const std::filesystem::path& package);

  // The file that holds the serialized model.
  const std::filesystem::path& model_file() const { return model_file_; }

  // The bytes of the model. Throws IoError, or FormatError when it is larger than any model is.
  std::string ReadModel() const;

  // The file that a program calls `@model_path/...`. Throws FormatError when the reference has
  // another form, leads out of the package, or names no file.
  std::filesystem::path WeightFile(std::string_view reference) const;

 private:
  // `relative` under `folder`, resolved. Throws FormatError.
  std::filesystem::path FileInside(const std::filesystem::path& folder,
                                   std::string_view relative) const;

  std::filesystem::path package_;
  std::filesystem::path root_;
  std::filesystem::path model_file_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_PACKAGE_READER_H_
