#include "harness/cli/value_kind.h"

#include <utility>

namespace tidemark::harness {
namespace {

using Form = ValueKind::Form;

// A check is described by "{a,b}" (words), "{a,b},..." (items of a list), "FILE", "FILE(.a .b)",
// "DIR" or "INT in [1 - 9]"; the library's own checks are described like this too.
constexpr std::string_view kListMark = ",...";
constexpr std::string_view kRangeMark = " in [";

// While a check is inactive it has no description, so that `--help` does not show it.
CLI::Validator Hint(std::string description) {
  CLI::Validator hint(std::move(description));
  hint.active(false);
  return hint;
}

std::string Joined(const std::vector<std::string>& words, char separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const size_t end = text.find(separator);
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return words;
}

void SetForm(ValueKind& kind, Form form, std::string_view label) {
  kind.form = form;
  kind.label = label;
}

void Read(std::string_view text, ValueKind& kind) {
  if (text.starts_with('{')) {
    const bool list = text.ends_with(kListMark);
    if (list) text.remove_suffix(kListMark.size());
    (list ? kind.items : kind.words) = Split(text.substr(1, text.size() - 2), ',');
    kind.items.empty() ? SetForm(kind, Form::kWord, "WORD") : SetForm(kind, Form::kList, "LIST");
  } else if (const size_t range = text.find(kRangeMark); range != std::string_view::npos) {
    constexpr std::string_view kBetween = " - ";
    const std::string_view bounds = text.substr(range + kRangeMark.size());
    const size_t middle = bounds.find(kBetween);
    if (middle == std::string_view::npos) return;
    kind.least = bounds.substr(0, middle);
    kind.greatest = bounds.substr(middle + kBetween.size());
    if (kind.greatest.ends_with(']')) kind.greatest.pop_back();
  } else if (text == "INT" || text == "UINT") {
    SetForm(kind, Form::kNumber, "N");
  } else if (text == "FLOAT") {
    SetForm(kind, Form::kNumber, "X");
  } else if (text == "DIR") {
    SetForm(kind, Form::kFolder, "FOLDER");
  } else if (text.starts_with("FILE") || text.starts_with("PATH")) {
    SetForm(kind, Form::kFile, "FILE");
    if (text.starts_with("FILE(")) kind.endings = Split(text.substr(5, text.size() - 6), ' ');
  }
}

// The number of an option's checks is nowhere told, only that there is none at an index.
std::vector<std::string> DescribedChecks(CLI::Option& option) {
  std::vector<std::string> texts;
  try {
    for (int index = 0;; ++index) {
      CLI::Validator check = *option.get_validator(index);
      check.active(true);
      texts.push_back(check.get_description());
    }
  } catch (const CLI::OptionNotFound&) {
    return texts;
  }
}

}  // namespace

ValueKind ValueKindOf(CLI::Option& option) {
  ValueKind kind;
  const std::string type = option.get_type_name();
  Read(type.substr(0, type.find(':')), kind);
  for (const std::string& text : DescribedChecks(option)) Read(text, kind);
  return kind;
}

CLI::Validator OneOf(const std::vector<std::string>& words) {
  return Hint("{" + Joined(words, ',') + "}");
}

CLI::Validator ListOf(const std::vector<std::string>& items) {
  return Hint("{" + Joined(items, ',') + "}" + std::string(kListMark));
}

CLI::Validator AFile(const std::vector<std::string>& endings) {
  return Hint(endings.empty() ? "FILE" : "FILE(" + Joined(endings, ' ') + ")");
}

CLI::Validator AFolder() { return Hint("DIR"); }

std::vector<std::string> NetworkEndings() { return {".bin.gz", ".txt.gz", ".bin", ".txt"}; }

std::vector<std::string> ModelEndings() {
  std::vector<std::string> endings = NetworkEndings();
  endings.push_back(".mlpackage");
  return endings;
}

std::vector<std::string> PositionEndings() { return {".sgf", ".jsonl", ".jsonl.gz"}; }

}  // namespace tidemark::harness
