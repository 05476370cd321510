#include "harness/cli/completion.h"
#include "harness/cli/shell_script.h"

namespace tidemark::harness {
namespace {

using Form = ValueKind::Form;

// With a backslash before what means something in a description of `_arguments` or `_describe`.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\' || c == ':' || c == '[' || c == ']') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string EscapedWords(const std::vector<std::string>& words) {
  constexpr std::string_view kSpecial = "\\:()[]{}'\"`$ *?<>|&;#~";
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    for (const char c : word) {
      if (kSpecial.find(c) != std::string_view::npos) text += '\\';
      text += c;
    }
  }
  return text;
}

std::string FilePattern(const std::vector<std::string>& endings) {
  if (endings.empty()) return "_files";
  std::string pattern;
  for (const std::string& ending : endings) pattern += (pattern.empty() ? "" : "|") + ending;
  // In parentheses one ending alone would be read as qualifiers of the pattern.
  if (endings.size() > 1) pattern = "(" + pattern + ")";
  return "_files -g \"*" + pattern + "\"";
}

// The items with commas between them; after the first, no word that stands alone is offered.
std::string ListAction(const ValueKind& value) {
  const std::string alone = EscapedWords(value.words);
  std::string action = "_values -s , " + ShellQuoted(value.label);
  for (const std::string& item : value.items) {
    action += " " + ShellQuoted((alone.empty() ? "" : "(" + alone + ")") + item);
  }
  return alone.empty() ? action : action + " " + alone;
}

// What `_arguments` is to do for a value; a blank where there is nothing to offer.
std::string Action(const ValueKind& value) {
  switch (value.form) {
    case Form::kWord:
      return "(" + EscapedWords(value.words) + ")";
    case Form::kList:
      return ListAction(value);
    case Form::kFile:
      return FilePattern(value.endings);
    case Form::kFolder:
      return "_files -/";
    case Form::kText:
    case Form::kNumber:
      break;
  }
  return " ";
}

// "(--cases --positions)": what is not offered once this was given.
std::string Exclusions(const OptionDescription& option) {
  std::vector<std::string> names = option.excludes;
  if (!option.repeated) names.insert(names.end(), option.names.begin(), option.names.end());
  std::string text;
  for (const std::string& name : names) {
    if (name.starts_with('-')) text += (text.empty() ? "" : " ") + name;
  }
  return text.empty() ? "" : "(" + text + ")";
}

std::string OptionSpecs(const OptionDescription& option) {
  std::string specs;
  for (const std::string& name : option.names) {
    std::string spec = Exclusions(option) + (option.repeated ? "*" : "") + name;
    if (option.takes_value) spec += name.starts_with("--") ? "=" : "+";
    spec += "[" + Escaped(option.text) + "]";
    if (option.takes_value) {
      spec += ":" + Escaped(option.value.label) + ":" + Action(option.value);
    }
    specs += " \\\n    " + ShellQuoted(spec);
  }
  return specs;
}

std::string PositionalSpecs(const CommandDescription& command) {
  std::string specs;
  size_t number = 0;
  for (const OptionDescription& positional : command.positionals) {
    ++number;
    std::string spec = positional.repeated ? "*" : std::to_string(number);
    spec += positional.required || positional.repeated ? ":" : "::";
    spec += Escaped(positional.name()) + ":" + Action(positional.value);
    specs += " \\\n    " + ShellQuoted(spec);
  }
  return specs;
}

// The function that completes what follows a command; it hands on to those of nested commands.
std::string Function(const CommandDescription& command) {
  const std::string name = "_" + ShellIdentifier(command.FullName());
  std::string text = name + "() {\n";
  if (!command.commands.empty()) {
    std::string known;
    std::string described;
    for (const CommandDescription& nested : command.commands) {
      known += (known.empty() ? "" : "|") + nested.name();
      described += "    " + ShellQuoted(Escaped(nested.name()) + ":" + nested.summary) + "\n";
    }
    text += "  local -a commands\n  commands=(\n" + described + "  )\n";
    text += "  if (( CURRENT > 2 )) && [[ $words[2] == (" + known +
            ") ]]; then\n"
            "    shift words\n"
            "    (( CURRENT-- ))\n" +
            "    " + name +
            "_$words[1]\n"
            "    return\n"
            "  fi\n"
            "  if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then\n"
            "    _describe -t commands command commands" +
            (command.positionals.empty() ? " && return\n" : "\n") + "  fi\n";
  }
  text += "  _arguments -S";
  for (const OptionDescription& option : command.options) text += OptionSpecs(option);
  text += PositionalSpecs(command);
  if (!command.commands.empty() && command.positionals.empty()) {
    text += " \\\n    '1: : '";
  }
  text += "\n}\n\n";
  for (const CommandDescription& nested : command.commands) text += Function(nested);
  return text;
}

}  // namespace

std::string ZshCompletion(const CommandDescription& program) {
  return ScriptFor(program.name(), "#compdef {program}\n\n" + Function(program) +
                                       "if [[ $funcstack[1] == {function} ]]; then\n"
                                       "  {function} \"$@\"\n"
                                       "else\n"
                                       "  compdef {function} {program}\n"
                                       "fi\n");
}

}  // namespace tidemark::harness
