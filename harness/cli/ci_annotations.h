#ifndef TIDEMARK_HARNESS_CLI_CI_ANNOTATIONS_H_
#define TIDEMARK_HARNESS_CLI_CI_ANNOTATIONS_H_

#include <span>
#include <string>

namespace tidemark::harness {

// Does this process run in a step of GitHub Actions (GITHUB_ACTIONS is "true")?
bool InGitHubActions();

// One remark that a CI service shows beside a change.
struct Annotation {
  enum class Level { kError, kWarning, kNotice };

  Level level = Level::kError;
  // The file it is about, as the repository knows it; empty for none.
  std::string file = {};
  std::string title = {};
  // May have several lines.
  std::string message = {};
};

// So many of each level are shown for one step; the service drops what comes after.
inline constexpr size_t kMostAnnotations = 10;

// The annotations as workflow commands, a line each, in their order:
//   ::error file=scenarios/b18.json,title=seed/ane::peak_rss of seed/ane: 150 MiB, allowed 140 MiB
// Of each level there are at most kMostAnnotations lines; the last of them counts those that found
// no room.
std::string AnnotationLines(std::span<const Annotation> annotations);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_CI_ANNOTATIONS_H_
