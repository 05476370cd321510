#include "harness/cli/completion.h"
#include "harness/cli/shell_script.h"

namespace tidemark::harness {
namespace {

using Form = ValueKind::Form;

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string QuotedWords(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + Quoted(word);
  return text;
}

// The arguments of `complete` that say what is offered for a value.
std::string Offers(const ValueKind& value) {
  switch (value.form) {
    case Form::kWord:
      return " -a " + Quoted(QuotedWords(value.words));
    case Form::kList:
      return " -a " + Quoted((value.words.empty() ? "" : QuotedWords(value.words) + " ") +
                             "({function}_list " + QuotedWords(value.items) + ")");
    case Form::kFile:
      if (value.endings.size() == 1) {
        return " -k -a " + Quoted("(__fish_complete_suffix " + Quoted(value.endings.front()) + ")");
      }
      return " -F";
    case Form::kFolder:
      return " -a '(__fish_complete_directories)'";
    case Form::kText:
    case Form::kNumber:
      break;
  }
  return "";
}

std::string Start(const CommandDescription& command, const std::string& position) {
  std::string place = command.FullName();
  if (!position.empty()) place += " " + position;
  return "complete -c {program} -n " + Quoted("{function}_is_at " + Quoted(place));
}

std::string OptionLine(const CommandDescription& command, const OptionDescription& option) {
  std::string line = Start(command, "");
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + Quoted(name.substr(2)) : " -s " + name.substr(1);
  }
  // Without -x it would offer files as well.
  if (option.takes_value) {
    line += (option.value.form == Form::kFile ? " -r" : " -x") + Offers(option.value);
  }
  return line + " -d " + Quoted(option.text) + "\n";
}

std::string Lines(const CommandDescription& command) {
  std::string lines = "\n# " + command.FullName() + "\n";
  for (const CommandDescription& nested : command.commands) {
    lines += Start(command, "1") + " -a " + Quoted(nested.name()) + " -d " +
             Quoted(nested.summary) + "\n";
  }
  size_t number = 0;
  for (const OptionDescription& positional : command.positionals) {
    const std::string offers = Offers(positional.value);
    ++number;
    if (offers.empty()) continue;
    const std::string position = std::to_string(number) + (positional.repeated ? "+" : "");
    lines += Start(command, position) + offers + " -d " + Quoted(positional.text) + "\n";
  }
  for (const OptionDescription& option : command.options) lines += OptionLine(command, option);
  return lines;
}

constexpr std::string_view kFunctions = R"fish(
# The command that the words before the cursor lead to, and the number of the positional that
# stands at the cursor.
function {function}_place
    set -l place {program}
    set -l position 1
    set -l skip no
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
        else if string match -q -- '-*' $word
            contains -- "$place $word" ${function}_valued
            and set skip yes
        else if contains -- "$place $word" ${function}_commands
            set place "$place $word"
            set position 1
        else
            set position (math $position + 1)
        end
    end
    printf '%s\n' $place $position
end

# Is the cursor behind the command "a b", at its positional "a b 2", or at that or a later one,
# "a b 2+"?
function {function}_is_at
    set -l at ({function}_place)
    set -l from (string match -r '^(.*) ([0-9]+)\+$' -- $argv)
    if set -q from[1]
        test "$at[1]" = "$from[2]" -a $at[2] -ge $from[3]
    else
        contains -- "$argv" "$at[1]" "$at[1] $at[2]"
    end
end

# The given words that are not yet in the list with commas at the cursor, each after that list.
function {function}_list
    set -l typed (string replace -r '^--[^=]*=' '' -- (commandline -ct)"")
    set -l head (string replace -r '[^,]*$' '' -- "$typed")
    for item in $argv
        string match -q -- "*,$item,*" ",$head"
        or printf '%s\n' "$head$item"
    end
end

complete -c {program} -f
)fish";

}  // namespace

std::string FishCompletion(const CommandDescription& program) {
  std::string commands;
  std::string valued;
  std::string lines;
  for (const CommandDescription* command : AllCommands(program)) {
    if (command != &program) commands += " \\\n    " + Quoted(command->FullName());
    for (const OptionDescription& option : command->options) {
      if (!option.takes_value) continue;
      for (const std::string& name : option.names) {
        valued += " \\\n    " + Quoted(command->FullName() + " " + name);
      }
    }
    lines += Lines(*command);
  }
  return ScriptFor(program.name(),
                   "# fish completion of {program}\n\n"
                   "set -g {function}_commands" +
                       commands + "\nset -g {function}_valued" + valued + "\n" +
                       std::string(kFunctions) + lines);
}

}  // namespace tidemark::harness
