#include "harness/cli/completion.h"
#include "harness/cli/shell_script.h"

namespace tidemark::harness {
namespace {

using Form = ValueKind::Form;

// A word as the script lists it: in quotes only where it needs them.
std::string Word(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@+";
  const bool plain = !text.empty() && text.find_first_not_of(kPlain) == std::string::npos;
  return plain ? text : ShellQuoted(text);
}

std::string WordArray(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + Word(word);
  return "(" + text + ")";
}

std::string FirstNames(const std::vector<OptionDescription>& options) {
  std::vector<std::string> names;
  for (const OptionDescription& option : options) names.push_back(option.name());
  return WordArray(names);
}

std::string NamesOf(const std::vector<CommandDescription>& commands) {
  std::vector<std::string> names;
  for (const CommandDescription& command : commands) names.push_back(command.name());
  return WordArray(names);
}

// The variables that say what a value is, for a branch of `case`.
std::string ValueSettings(const ValueKind& value) {
  std::string text;
  if (!value.words.empty()) text += " words=" + WordArray(value.words);
  if (!value.items.empty()) text += " items=" + WordArray(value.items);
  if (value.form == Form::kFile) text += " files=yes";
  if (value.form == Form::kFolder) text += " files=folders";
  if (!value.endings.empty()) text += " endings=" + WordArray(value.endings);
  return text;
}

std::string OptionBranch(const std::string& command, const OptionDescription& option) {
  std::string pattern;
  for (const std::string& name : option.names) {
    pattern += (pattern.empty() ? "" : " | ") + ShellQuoted(command + " " + name);
  }
  std::string settings = "name=" + Word(option.name());
  if (option.takes_value) settings += option.repeated ? " takes=many" : " takes=one";
  settings += ValueSettings(option.value);
  if (!option.excludes.empty()) settings += " excludes=" + WordArray(option.excludes);
  return "    " + pattern + ") " + settings + " ;;\n";
}

// Positionals are looked up by their number; the last one may go on.
std::string PositionalBranches(const CommandDescription& command) {
  std::string text;
  size_t number = 0;
  for (const OptionDescription& positional : command.positionals) {
    ++number;
    std::string settings = "takes=one" + ValueSettings(positional.value);
    const std::string place = command.FullName() + " ";
    text += "    " + ShellQuoted(place + std::to_string(number)) + ") " + settings + " ;;\n";
    if (positional.repeated) text += "    " + ShellQuoted(place) + "[1-9]*) " + settings + " ;;\n";
  }
  return text;
}

constexpr std::string_view kOffering = R"bash(
# Offers the given words that begin with $cur.
{function}_offer() {
  local word
  for word in "$@"; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}

# Offers what `compgen` finds with the given options.
{function}_offer_found() {
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen "$@" -- "$cur")
}

# Offers names of files, those with the wanted endings first of all. Where bash cannot be told that
# names of files are offered, it offers them by itself.
{function}_offer_files() {
  local ending
  type compopt >/dev/null 2>&1 || return 0
  compopt -o filenames 2>/dev/null
  if [[ $files == folders ]]; then
    {function}_offer_found -d
    return 0
  fi
  for ending in "${endings[@]}"; do
    {function}_offer_found -f -X "!*$ending"
  done
  if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
    {function}_offer_found -f
  else
    {function}_offer_found -d
  fi
}

# Offers values of what was looked up.
{function}_offer_value() {
  local item typed=''
  {function}_offer "${words[@]}"
  if [[ ${#items[@]} -gt 0 ]]; then
    if [[ $cur == *,* ]]; then typed=${cur%,*},; fi
    for item in "${items[@]}"; do
      if [[ ,$typed != *",$item,"* ]]; then {function}_offer "$typed$item"; fi
    done
  fi
  if [[ -n $files ]]; then {function}_offer_files; fi
}
)bash";

constexpr std::string_view kCompleting = R"bash(
{function}() {
  local cur=${COMP_WORDS[COMP_CWORD]} command={program} position=1 given=' ' open='' only_values='' typed=''
  local commands options name takes words items files endings excludes word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ -n $open && $word == = ]]; then
      continue
    elif [[ -z $only_values && $word == -- ]]; then
      only_values=yes open=''
    elif [[ -z $only_values && $word == -?* ]]; then
      open=''
      {function}_value "$command ${word%%=*}"
      if [[ $takes != many ]]; then given+="$name "; fi
      for word in "${excludes[@]}"; do given+="$word "; done
      if [[ $takes != none && ${COMP_WORDS[i]} != *=* ]]; then open=${COMP_WORDS[i]}; fi
    elif [[ -n $open ]]; then
      {function}_value "$command $open"
      if [[ $takes == one ]]; then open=''; fi
    else
      {function}_command "$command"
      if [[ " ${commands[*]} " == *" $word "* ]]; then
        command+=" $word" position=1 given=' '
      else
        position=$((position + 1))
      fi
    fi
  done

  if [[ -n $open && $cur == = ]]; then
    cur=''
  elif [[ -z $only_values && $cur == --*=* ]]; then
    open=${cur%%=*} typed=${cur%%=*}= cur=${cur#*=}
  fi
  {function}_command "$command"
  if [[ -z $only_values && -z $typed && $cur == -* ]]; then
    open=''
  elif [[ -n $open ]]; then
    {function}_value "$command $open"
    {function}_offer_value
    if [[ -n $typed ]]; then COMPREPLY=("${COMPREPLY[@]/#/$typed}"); fi
    return 0
  else
    if [[ $position -eq 1 ]]; then {function}_offer "${commands[@]}"; fi
    {function}_value "$command $position"
    {function}_offer_value
    if [[ ${#commands[@]} -gt 0 || $takes != none || -n $only_values ]]; then return 0; fi
  fi
  for word in "${options[@]}"; do
    if [[ $given != *" $word "* ]]; then {function}_offer "$word"; fi
  done
}

if type compopt >/dev/null 2>&1; then
  complete -F {function} {program}
else
  complete -o default -F {function} {program}
fi
)bash";

}  // namespace

std::string BashCompletion(const CommandDescription& program) {
  std::string commands;
  std::string values;
  for (const CommandDescription* command : AllCommands(program)) {
    const std::string name = command->FullName();
    commands += "    " + ShellQuoted(name) + ")\n";
    if (!command->commands.empty()) {
      commands += "      commands=" + NamesOf(command->commands) + "\n";
    }
    commands += "      options=" + FirstNames(command->options) + " ;;\n";
    for (const OptionDescription& option : command->options) values += OptionBranch(name, option);
    values += PositionalBranches(*command);
  }
  const std::string tables =
      "# bash completion of {program}\n\n"
      "# What can follow a command: sets `commands` and `options`.\n"
      "{function}_command() {\n  commands=() options=()\n  case $1 in\n" +
      commands +
      "  esac\n}\n\n"
      "# What an option of a command takes, or its positional of that number.\n"
      "{function}_value() {\n"
      "  name='' takes=none words=() items=() files='' endings=() excludes=()\n  case $1 in\n" +
      values + "  esac\n}\n";
  return ScriptFor(program.name(), tables + std::string(kOffering) + std::string(kCompleting));
}

}  // namespace tidemark::harness
