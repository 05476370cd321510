#include "harness/cli/command_description.h"

#include <algorithm>
#include <set>

namespace tidemark::harness {
namespace {

std::vector<std::string> NamesOf(const std::set<CLI::Option*>& options) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options) names.push_back(option->get_name());
  std::sort(names.begin(), names.end());
  return names;
}

OptionDescription DescribeOption(CLI::Option& option) {
  OptionDescription description;
  for (const std::string& name : option.get_lnames()) description.names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) description.names.push_back("-" + name);
  if (description.names.empty()) description.names.push_back(option.get_name(true));
  description.text = option.get_description();
  description.required = option.get_required();
  description.takes_value = option.get_items_expected_max() > 0;
  description.repeated = option.get_items_expected_max() > 1;
  if (description.takes_value) description.value = ValueKindOf(option);
  description.needs = NamesOf(option.get_needs());
  description.excludes = NamesOf(option.get_excludes());
  return description;
}

void Describe(CLI::App& app, CommandDescription& command) {
  const auto visible = [](const auto* part) { return !part->get_group().empty(); };
  for (CLI::Option* option : app.get_options(visible)) {
    // Option groups repeat their command's.
    if (option == app.get_help_ptr() && app.get_name().empty()) continue;
    (option->nonpositional() ? command.options : command.positionals)
        .push_back(DescribeOption(*option));
  }
  for (CLI::App* part : app.get_subcommands(visible)) {
    if (part->get_name().empty()) {
      Describe(*part, command);
      continue;
    }
    CommandDescription nested;
    nested.path = command.path;
    nested.path.push_back(part->get_name());
    nested.summary = part->get_description();
    // One that is the parent's was inherited.
    if (part->get_footer() != app.get_footer()) nested.footer = part->get_footer();
    Describe(*part, nested);
    command.commands.push_back(std::move(nested));
  }
}

void Collect(const CommandDescription& command, std::vector<const CommandDescription*>& all) {
  all.push_back(&command);
  for (const CommandDescription& nested : command.commands) Collect(nested, all);
}

}  // namespace

std::string CommandDescription::FullName(char separator) const {
  std::string text;
  for (const std::string& word : path) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

CommandDescription DescribeCommand(CLI::App& app) {
  CommandDescription command;
  command.path = {app.get_name()};
  command.summary = app.get_description();
  command.footer = app.get_footer();
  Describe(app, command);
  return command;
}

std::vector<const CommandDescription*> AllCommands(const CommandDescription& command) {
  std::vector<const CommandDescription*> all;
  Collect(command, all);
  return all;
}

}  // namespace tidemark::harness
