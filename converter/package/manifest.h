#ifndef TIDEMARK_CONVERTER_PACKAGE_MANIFEST_H_
#define TIDEMARK_CONVERTER_PACKAGE_MANIFEST_H_

#include <string>
#include <string_view>

#include "converter/io/content_hash.h"

namespace tidemark::converter {

// Manifest.json, the table of contents of an `.mlpackage`: an object with `fileFormatVersion`,
// `rootModelIdentifier` and `itemInfoEntries`, whose members have `author`, `description`, `name`
// and `path`, relative to the package's folder `Data`.

inline constexpr std::string_view kModelItemPath = "com.apple.CoreML/model.mlmodel";
inline constexpr std::string_view kWeightsItemPath = "com.apple.CoreML/weights";

// An identifier for an item: a UUID of version 8, made from the item's name and content, so that a
// package is a function of its content.
std::string ItemIdentifier(std::string_view name, const ContentDigest& content);

// The manifest of a package with a model and its weight file, as Core ML's own library formats it.
std::string ManifestText(const ContentDigest& model, const ContentDigest& weights);

// The path, relative to `Data`, of the root model. `file` is for messages. Throws FormatError when
// the text is no manifest of version 1.0.0 or older with a root model, two items share author and
// name, or an item's path is absolute or climbs out. Unknown keys are passed over.
std::string RootModelPath(std::string_view manifest, const std::string& file);

// Is `path` relative, not empty, and free of `.` and `..`?
bool IsPlainRelativePath(std::string_view path);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_MANIFEST_H_
