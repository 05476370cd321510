#include "harness/cli/surroundings.h"

#include <algorithm>
#include <span>

namespace tidemark::harness {
namespace {

struct Entry {
  Surrounding surrounding;
  // At most four; the others are empty.
  std::string_view verbs[4];
};

constexpr Entry kEnvironment[] = {
    {{"TIDEMARK_CACHE", "Folder that keeps synthetic networks and reference evaluations."},
     {"run"}},
    {{"XDG_CACHE_HOME", "Where the folder tidemark is that keeps them, without TIDEMARK_CACHE."},
     {"run"}},
    {{"TMPDIR", "Folder for what goes away at the end (default /tmp)."},
     {"run", "record", "verify", "evaluate"}},
    {{"NO_COLOR", "If it is set, --color auto draws without colours."}, {"evaluate"}},
    {{"LC_ALL, LC_CTYPE, LANG",
      "The first of them that is set tells whether the terminal shows "
      "UTF-8."},
     {"evaluate"}},
    {{"SOURCE_DATE_EPOCH",
      "Seconds since 1970 that pages are dated with; without it they have no "
      "date."},
     {"man"}},
};

constexpr Entry kFiles[] = {
    {{"results/<scenario>-<time>.json", "The report, without --out."}, {"run"}},
    {{"~/.cache/tidemark",
      "Synthetic networks and reference evaluations that were made once. It "
      "can be deleted at any time."},
     {"run"}},
};

std::vector<Surrounding> Select(std::span<const Entry> entries, std::string_view verb) {
  std::vector<Surrounding> selected;
  for (const Entry& entry : entries) {
    if (verb.empty() ||
        std::find(std::begin(entry.verbs), std::end(entry.verbs), verb) != std::end(entry.verbs)) {
      selected.push_back(entry.surrounding);
    }
  }
  return selected;
}

}  // namespace

std::vector<Surrounding> EnvironmentOf(std::string_view verb) { return Select(kEnvironment, verb); }

std::vector<Surrounding> FilesOf(std::string_view verb) { return Select(kFiles, verb); }

}  // namespace tidemark::harness
