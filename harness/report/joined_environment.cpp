#include "harness/report/joined_environment.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace tidemark::harness {
namespace {

constexpr std::string_view kJoint = " + ";
// In place of an empty text beside others.
constexpr char kNothing[] = "none";

std::set<std::string> PiecesOf(const std::string& text) {
  std::set<std::string> pieces;
  size_t begin = 0;
  for (size_t joint = text.find(kJoint); joint != std::string::npos;
       joint = text.find(kJoint, begin)) {
    pieces.insert(text.substr(begin, joint - begin));
    begin = joint + kJoint.size();
  }
  pieces.insert(text.substr(begin));
  return pieces;
}

std::string JoinTexts(const std::string& a, const std::string& b) {
  if (a == b) return a;
  std::set<std::string> pieces = PiecesOf(a.empty() ? kNothing : a);
  pieces.merge(PiecesOf(b.empty() ? kNothing : b));
  std::string joined;
  for (const std::string& piece : pieces) {
    if (!joined.empty()) joined += kJoint;
    joined += piece;
  }
  return joined;
}

Fact JoinFacts(const Fact& a, const Fact& b) {
  if (a.value.has_value() && b.value.has_value()) return {.value = JoinTexts(*a.value, *b.value)};
  if (a.value.has_value()) return b;
  if (b.value.has_value()) return a;
  return {.reason = JoinTexts(a.reason, b.reason)};
}

// The names and texts of those that are joined.
std::string JoinedOf(const std::vector<std::pair<std::string_view, std::string>>& texts) {
  std::string joined;
  for (const auto& [name, text] : texts) {
    if (PiecesOf(text).size() < 2) continue;
    if (!joined.empty()) joined += "; ";
    joined += std::string(name) + " " + text;
  }
  return joined;
}

}  // namespace

Environment JoinEnvironments(const Environment& a, const Environment& b) {
  const bool sized = a.memory_bytes.has_value() && b.memory_bytes.has_value();
  return {.os = JoinTexts(a.os, b.os),
          .kernel = JoinTexts(a.kernel, b.kernel),
          .arch = JoinTexts(a.arch, b.arch),
          .cpu = JoinFacts(a.cpu, b.cpu),
          .cores = std::min(a.cores, b.cores),
          .page_size_bytes = std::min(a.page_size_bytes, b.page_size_bytes),
          .memory_bytes = sized ? std::min(a.memory_bytes, b.memory_bytes) : std::nullopt,
          .allocator = JoinTexts(a.allocator, b.allocator),
          .allocator_settings = JoinTexts(a.allocator_settings, b.allocator_settings),
          .thp = JoinFacts(a.thp, b.thp),
          .peak_resettable = a.peak_resettable && b.peak_resettable,
          .primary_metric = JoinTexts(a.primary_metric, b.primary_metric),
          .tidemark_version = JoinTexts(a.tidemark_version, b.tidemark_version),
          .git_commit = JoinFacts(a.git_commit, b.git_commit),
          .build_type = JoinTexts(a.build_type, b.build_type),
          .compiler = JoinTexts(a.compiler, b.compiler),
          .sanitized = a.sanitized || b.sanitized,
          .host_class = JoinTexts(a.host_class, b.host_class)};
}

std::vector<Warning> EnvironmentWarnings(const Environment& environment) {
  std::vector<Warning> warnings;
  const auto warn = [&](const char* id, const std::string& joined, const char* consequence) {
    if (!joined.empty()) warnings.push_back({.id = id, .message = joined + consequence});
  };
  const std::string classes = JoinedOf({{"host class", environment.host_class}});
  warn("several_host_classes", classes.empty() ? "" : "merged across hosts: " + classes,
       "; their memory figures are not comparable, so effects between them mean little");
  const std::string hosts = JoinedOf({{"kernel", environment.kernel},
                                      {"cpu", environment.cpu.value.value_or("")},
                                      {"allocator settings", environment.allocator_settings},
                                      {"thp", environment.thp.value.value_or("")}});
  warn("several_hosts", hosts.empty() ? "" : "measured on several hosts: " + hosts,
       "; a difference may be one of hosts");
  const std::string builds = JoinedOf({{"version", environment.tidemark_version},
                                       {"commit", environment.git_commit.value.value_or("")},
                                       {"build type", environment.build_type},
                                       {"compiler", environment.compiler}});
  warn("several_builds", builds.empty() ? "" : "merged across builds: " + builds,
       "; a difference may be one of builds");
  return warnings;
}

}  // namespace tidemark::harness
