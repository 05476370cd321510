#include "converter/error.h"

#include <system_error>
#include <utility>

#include "converter/io/printable_text.h"

namespace tidemark {
namespace {

std::string Compose(const std::string& message, const ErrorContext& context) {
  std::string text;
  if (!context.file.empty()) text += context.file + ": ";
  text += message;
  std::string place;
  const auto add = [&place](const std::string& part) {
    place += place.empty() ? part : ", " + part;
  };
  if (!context.layer.empty()) add("layer " + context.layer);
  if (!context.key.empty()) add("key " + context.key);
  if (context.offset.has_value()) add("at byte " + std::to_string(*context.offset));
  if (!place.empty()) text += " (" + place + ")";
  // Names out of damaged files may have anything in them.
  return converter::PrintableText(text);
}

}  // namespace

Error::Error(std::string message, ErrorContext context)
    : std::runtime_error(Compose(message, context)),
      message_(std::move(message)),
      context_(std::move(context)) {}

IoError IoError::FromErrno(const std::string& message, const std::filesystem::path& file,
                           int error_number) {
  return IoError(message + ": " + std::generic_category().message(error_number),
                 {.file = file.string()});
}

}  // namespace tidemark
