#include "harness/cli/man_page.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "harness/cli/footer.h"
#include "harness/cli/roff.h"
#include "harness/cli/verbs.h"

namespace tidemark::harness {
namespace {

std::string Section(std::string_view title) { return ".SH " + std::string(title) + "\n"; }

std::string Tagged(const std::string& tag, const std::string& paragraph) {
  return ".TP\n" + tag + "\n" + paragraph;
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// A text of `--help` as sentences: with a capital, unless its first word is one to be typed, and a
// full stop.
std::string Sentences(const std::string& text, const ValueKind& value = {}) {
  const auto end = std::find_if_not(text.begin(), text.end(), IsLower);
  const std::string first(text.begin(), end);
  const bool typed = std::find(value.words.begin(), value.words.end(), first) != value.words.end();
  const std::string_view rest = std::string_view(text).substr(first.size());
  const bool whole = rest.empty() || rest.starts_with(' ') || rest.starts_with(", ");
  std::string sentences = text;
  if (!first.empty() && whole && !typed) sentences[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (!text.empty() && !text.ends_with('.')) sentences += '.';
  return sentences;
}

std::string Listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "`" : ", `") + word + "`";
  return text;
}

// The words that `text` does not name anyway.
std::string Unnamed(const std::vector<std::string>& words, const std::string& text) {
  const bool named = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return text.find(word) != std::string::npos;
  });
  return named ? "" : Listed(words);
}

std::string Explanation(const OptionDescription& option) {
  std::string text = Sentences(option.text, option.value);
  const auto add = [&text](const std::string& sentence) {
    text += (text.empty() ? "" : " ") + sentence + ".";
  };
  const ValueKind& value = option.value;
  if (const std::string words = Unnamed(value.words, option.text); !words.empty()) {
    add("One of " + words);
  }
  if (const std::string items = Unnamed(value.items, option.text); !items.empty()) {
    add("Known are " + items);
  }
  if (!value.least.empty()) add("From " + value.least + " to " + value.greatest);
  if (!option.needs.empty()) add("Needs " + Listed(option.needs));
  if (!option.excludes.empty()) add("Not together with " + Listed(option.excludes));
  if (option.required && option.name().starts_with('-')) add("Required");
  return RoffFilled(text);
}

std::string ValueOf(const OptionDescription& option) {
  return RoffItalic(option.value.label) + (option.repeated ? "..." : "");
}

// Short names first, as manuals have it.
std::string OptionTag(const OptionDescription& option) {
  std::vector<std::string> names = option.names;
  std::stable_partition(names.begin(), names.end(),
                        [](const std::string& name) { return !name.starts_with("--"); });
  std::string tag;
  for (const std::string& name : names) tag += (tag.empty() ? "" : ", ") + RoffBold(name);
  return option.takes_value ? tag + " " + ValueOf(option) : tag;
}

std::string Usage(const CommandDescription& command) {
  const std::string name = RoffBold(command.FullName());
  const std::string options = " [" + RoffItalic("options") + "]";
  std::string usage;
  if (!command.commands.empty()) {
    usage = name + options + " " + RoffItalic("command") + " ...\n";
    if (command.positionals.empty()) return usage;
    usage += ".br\n";
  }
  usage += name + options;
  for (const OptionDescription& option : command.options) {
    if (option.required) usage += "\n" + RoffBold(option.name()) + " " + ValueOf(option);
  }
  for (const OptionDescription& positional : command.positionals) {
    const std::string word = RoffItalic(positional.name()) + (positional.repeated ? "..." : "");
    usage += "\n" + (positional.required ? word : "[" + word + "]");
  }
  return usage + "\n";
}

std::string Description(const CommandDescription& command, const Footer& footer) {
  std::string text = RoffFilled(Sentences(command.summary));
  for (const std::string& paragraph : footer.prose) text += ".PP\n" + RoffFilled(paragraph);
  return text;
}

std::string Examples(const std::vector<Footer::Examples>& examples) {
  std::string text;
  for (const Footer::Examples& group : examples) {
    if (!text.empty()) text += ".PP\n";
    if (!group.what.empty()) text += RoffFilled(group.what + ":") + ".PP\n";
    text += ".in +4n\n.EX\n";
    for (const std::string& line : group.lines) text += RoffLiteralLine(line);
    text += ".EE\n.in\n";
  }
  return text;
}

std::map<int, std::string> ExitCodes(const CommandDescription& program,
                                     const CommandDescription& command) {
  std::map<int, std::string> codes = ParseFooter(program.footer).exit_codes;
  const CommandDescription* at = &program;
  for (size_t depth = 1; depth < command.path.size(); ++depth) {
    codes.erase(kExitCheckFailed);
    at = &*std::find_if(
        at->commands.begin(), at->commands.end(),
        [&](const CommandDescription& nested) { return nested.name() == command.path[depth]; });
    for (const auto& [code, meaning] : ParseFooter(at->footer).exit_codes) codes[code] = meaning;
  }
  return codes;
}

std::string Surroundings(const std::vector<Surrounding>& surroundings,
                         std::string (*set)(std::string_view)) {
  std::string text;
  for (const Surrounding& surrounding : surroundings) {
    text += Tagged(set(surrounding.name), RoffFilled(std::string(surrounding.text)));
  }
  return text;
}

// Is `name` in `text`, and not the beginning of a longer word?
bool Mentions(const std::string& text, const std::string& name) {
  for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const char next = at + name.size() < text.size() ? text[at + name.size()] : ' ';
    if (!IsLower(next) && next != '-') return true;
  }
  return false;
}

// The pages above and below, and those of the commands that this one speaks of.
std::string SeeAlso(const CommandDescription& program, const CommandDescription& command) {
  std::string spoken = command.footer;
  for (const auto* list : {&command.options, &command.positionals}) {
    for (const OptionDescription& option : *list) spoken += "\n" + option.text;
  }
  std::string pages;
  for (const CommandDescription* other : AllCommands(program)) {
    if (other == &command) continue;
    const auto& [longer, shorter] = other->path.size() > command.path.size()
                                        ? std::pair(&other->path, &command.path)
                                        : std::pair(&command.path, &other->path);
    const bool kin = std::equal(shorter->begin(), shorter->end(), longer->begin());
    if (!kin && !Mentions(spoken, other->FullName())) continue;
    pages += (pages.empty() ? "" : ",\n") + RoffBold(other->FullName('-')) + "(1)";
  }
  return pages.empty() ? "" : pages + "\n";
}

// A section, unless there is nothing in it.
std::string SectionOf(std::string_view title, const std::string& text) {
  return text.empty() ? "" : Section(title) + text;
}

std::string Named(std::string summary) {
  if (summary.ends_with('.')) summary.pop_back();
  if (summary.size() > 1 && IsLower(summary[1]) && !IsLower(summary[0]) && summary[0] >= 'A') {
    summary[0] = static_cast<char>(summary[0] - 'A' + 'a');
  }
  return summary;
}

}  // namespace

std::string ManPage(const CommandDescription& program, const CommandDescription& command,
                    const ManPageFacts& facts) {
  const Footer footer = ParseFooter(command.footer);
  std::string title = command.FullName('-');
  std::transform(title.begin(), title.end(), title.begin(),
                 [](char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  std::string positionals;
  for (const OptionDescription& positional : command.positionals) {
    positionals += Tagged(RoffItalic(positional.name()), Explanation(positional));
  }
  std::string options;
  for (const OptionDescription& option : command.options) {
    options += Tagged(OptionTag(option), Explanation(option));
  }
  std::string commands;
  for (const CommandDescription& nested : command.commands) {
    commands += Tagged(RoffBold(nested.name()), RoffFilled(Sentences(nested.summary)));
  }
  std::string exit_codes;
  for (const auto& [code, meaning] : ExitCodes(program, command)) {
    exit_codes += Tagged(RoffBold(std::to_string(code)), RoffFilled(Sentences(meaning)));
  }
  return ".TH " + RoffLiteral(title) + " 1 \"" + facts.date + "\" \"" + RoffLiteral(facts.source) +
         "\" \"User Commands\"\n" + Section("NAME") +
         RoffLines(RoffLiteral(command.FullName('-')) + " \\- " +
                   RoffProse(Named(command.summary))) +
         Section("SYNOPSIS") + Usage(command) +
         SectionOf("DESCRIPTION", Description(command, footer)) +
         SectionOf("ARGUMENTS", positionals) + SectionOf("OPTIONS", options) +
         SectionOf("COMMANDS", commands) + SectionOf("EXAMPLES", Examples(footer.examples)) +
         SectionOf("EXIT STATUS", exit_codes) +
         SectionOf("ENVIRONMENT", Surroundings(facts.environment, RoffBold)) +
         SectionOf("FILES", Surroundings(facts.files, RoffItalic)) +
         SectionOf("SEE ALSO", SeeAlso(program, command));
}

std::string ManPageFile(const CommandDescription& command) { return command.FullName('-') + ".1"; }

}  // namespace tidemark::harness
