#ifndef TIDEMARK_CONVERTER_PACKAGE_PACKAGE_WRITER_H_
#define TIDEMARK_CONVERTER_PACKAGE_PACKAGE_WRITER_H_

#include <filesystem>

#include "converter/io/atomic_file.h"
#include "converter/io/claim.h"
#include "converter/io/content_hash.h"
#include "converter/io/output_file.h"

namespace tidemark::converter {

// An `.mlpackage` that appears whole or not at all. It grows in a temporary directory beside its
// place:
//
//   <package>/Manifest.json
//   <package>/Data/com.apple.CoreML/model.mlmodel
//   <package>/Data/com.apple.CoreML/weights/weight.bin
//
// The temporary directory goes away with the writer unless Publish() moved it, and with the next
// writer of that package where the process was killed. Without sync, a crash of the system right
// afterwards can leave a package with less than was written.
class PackageWriter {
 public:
  // Throws UsageError when the name does not end in `.mlpackage`, when something is there and
  // `existing` is kRefuse, or when what is there is not a package; IoError when the directory
  // around it cannot be written.
  PackageWriter(const std::filesystem::path& package, Existing existing, Sync sync = Sync::kYes);
  ~PackageWriter();
  PackageWriter(const PackageWriter&) = delete;
  PackageWriter& operator=(const PackageWriter&) = delete;

  // Where the two files are to be written, before Publish().
  std::filesystem::path model_file() const;
  std::filesystem::path weight_file() const;

  // The name that a file in the temporary directory will have; others have it already.
  std::filesystem::path PublishedName(const std::filesystem::path& file) const;

  // With both files complete: writes the manifest and moves the package to its place. Of writers
  // that replace, the last one stays; of others, the first.
  void Publish(const ContentDigest& model, const ContentDigest& weights);

 private:
  // Is there something to replace? Throws UsageError when it must not be.
  bool Replaces() const;

  std::filesystem::path target_;
  Existing existing_;
  Sync sync_;
  std::filesystem::path temporary_;
  Claim claim_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_PACKAGE_WRITER_H_
