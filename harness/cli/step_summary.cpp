#include "harness/cli/step_summary.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <sys/stat.h>

#include "converter/io/file_descriptor.h"

namespace tidemark::harness {
namespace {

constexpr std::string_view kFence = "```";
constexpr std::string_view kCut = "\n_The rest did not fit into this summary._\n";

// Does the text end within a block of code?
bool EndsFenced(std::string_view text) {
  bool fenced = false;
  for (size_t begin = 0; begin < text.size();) {
    if (text.substr(begin).starts_with(kFence)) fenced = !fenced;
    const size_t end = text.find('\n', begin);
    begin = end == std::string_view::npos ? text.size() : end + 1;
  }
  return fenced;
}

// `markdown` in at most `room` bytes; empty when not even a line of it fits.
std::string Fitted(std::string_view markdown, size_t room) {
  if (markdown.size() <= room) return std::string(markdown);
  const size_t ending = kCut.size() + kFence.size() + 1;
  if (room <= ending) return "";
  const size_t end = markdown.substr(0, room - ending).rfind('\n');
  if (end == std::string_view::npos) return "";
  std::string cut(markdown.substr(0, end + 1));
  if (EndsFenced(cut)) cut += std::string(kFence) + "\n";
  return cut.append(kCut);
}

std::string Problem(const std::filesystem::path& file, const std::string& what) {
  return "no summary is written to " + file.string() + ": " + what;
}

std::string SystemMessage() { return std::generic_category().message(errno); }

}  // namespace

std::optional<std::string> AppendStepSummary(const std::filesystem::path& file,
                                             std::string_view markdown) {
  const converter::FileDescriptor out(
      open(file.c_str(), O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC));
  struct stat status = {};
  if (out.get() < 0 || fstat(out.get(), &status) != 0) return Problem(file, SystemMessage());
  if (!S_ISREG(status.st_mode)) return Problem(file, "it is no file");
  const auto there = static_cast<size_t>(status.st_size);
  // What another program wrote may lack the end of its last line.
  const std::string_view separator = there > 0 ? "\n\n" : "";
  const size_t taken = there + separator.size();
  const std::string fitted =
      Fitted(markdown, taken < kMostSummaryBytes ? kMostSummaryBytes - taken : 0);
  if (fitted.empty()) return Problem(file, "it is full");
  const std::string text = std::string(separator) + fitted;
  for (std::string_view left = text; !left.empty();) {
    const ssize_t written = write(out.get(), left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Problem(file, SystemMessage());
    left.remove_prefix(static_cast<size_t>(written));
  }
  return std::nullopt;
}

std::optional<std::string> AppendStepSummary(std::string_view markdown) {
  const char* const file = std::getenv("GITHUB_STEP_SUMMARY");
  if (file == nullptr || *file == '\0') {
    return "no summary is written: GITHUB_STEP_SUMMARY names no file";
  }
  return AppendStepSummary(file, markdown);
}

}  // namespace tidemark::harness
