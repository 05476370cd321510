#include "harness/cli/tests/small_program.h"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace tidemark::testing {

using harness::AFile;
using harness::AFolder;
using harness::ListOf;
using harness::OneOf;

harness::CommandDescription SmallProgram() {
  CLI::App app("Draws things.", "small");
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  small draw house.json\n"
      "\n"
      "Exit codes: 0 done, 1 a check failed, 2 bad usage,\n"
      "130 interrupted. See `small draw --help`.");
  std::string text;
  std::vector<std::string> texts;
  int number = 0;
  bool flag = false;

  CLI::App* const draw = app.add_subcommand("draw", "Draw a plan's house");
  draw->add_option("plan", text, "plan to draw")->required()->check(AFile({".json"}));
  draw->add_option("style", text, "plain, or [dotted]")->check(OneOf({"plain", "dotted"}));
  CLI::Option* const colour = draw->add_option("-c,--colour", text, "red (default) or blue")
                                  ->check(CLI::IsMember({"red", "blue"}));
  draw->add_option("--parts", text, "a,b or all")
      ->check(ListOf({"roof", "door"}))
      ->check(OneOf({"all"}));
  draw->add_option("--size", number, "metres: it's \\width")->check(CLI::Range(1, 9));
  draw->add_option("--with", texts, "more plans, see `small store`; may be repeated")
      ->check(AFile({".json", ".plan.gz"}));
  draw->add_option("--out", text, "where to")->required()->check(AFolder())->needs(colour);
  draw->add_flag("--grey", flag, "no colour")->excludes(colour);
  draw->add_option("--inner", text, "for tests")->group("");
  draw->footer(
      "Draws it -- whole.\n"
      "\n"
      "Examples:\n"
      "  small draw 'my house.json' --out here\n"
      "\n"
      "Exit codes: 0 drawn, 1 it would not stand.");

  CLI::App* const store = app.add_subcommand("store", "Keep plans");
  store->require_subcommand(1);
  CLI::App* const add = store->add_subcommand("add", "Add plans to the store");
  add->add_option("plans", texts, "plans to add")->required()->check(AFile());
  add->add_option_group("Places")->add_option("--author", text, "who drew them");

  app.add_subcommand("secret", "Nobody's business")->group("");
  return harness::DescribeCommand(app);
}

}  // namespace tidemark::testing
