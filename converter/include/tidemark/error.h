#ifndef TIDEMARK_ERROR_H_
#define TIDEMARK_ERROR_H_

// What Tidemark throws.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "export.h"

namespace tidemark {

// Where something went wrong. Every field is optional; what is set is printed.
struct ErrorContext {
  // The file as the caller named it.
  std::string file = {};
  // A byte offset in that file; in a network file it counts inflated bytes.
  std::optional<uint64_t> offset = {};
  // A layer or block of a network, or an operation or value of a program.
  std::string layer = {};
  // A key of a JSON document, as a path: `lever_sets.seed[1]`.
  std::string key = {};
};

// The root of every exception this project throws on purpose. what() is one line:
// `<file>: <message> (layer <layer>, key <key>, at byte <offset>)`, with only the parts that are
// known.
class TIDEMARK_EXPORT Error : public std::runtime_error {
 public:
  explicit Error(std::string message, ErrorContext context = {});

  // What happened, without the context.
  const std::string& message() const { return message_; }
  const ErrorContext& context() const { return context_; }

 private:
  std::string message_;
  ErrorContext context_;
};

// Bytes that are not what they claim to be: a damaged file, a value out of range, an unknown key.
class TIDEMARK_EXPORT FormatError : public Error {
 public:
  using Error::Error;
};

// The operating system refused: open, read, write, rename, spawn, out of space.
class TIDEMARK_EXPORT IoError : public Error {
 public:
  using Error::Error;

  // `<message>: <strerror(error_number)>`.
  static IoError FromErrno(const std::string& message, const std::filesystem::path& file,
                           int error_number);
};

// What the caller asked for cannot be: an option out of range, a name that does not exist.
class TIDEMARK_EXPORT UsageError : public Error {
 public:
  using Error::Error;
};

// Somebody asked for an end: a signal, or the caller through ConvertOptions::is_cancelled.
class TIDEMARK_EXPORT InterruptedError : public Error {
 public:
  InterruptedError() : Error("interrupted") {}
};

}  // namespace tidemark

#endif  // TIDEMARK_ERROR_H_
