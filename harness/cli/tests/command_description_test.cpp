#include "harness/cli/command_description.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/tests/small_program.h"

namespace tidemark::testing {
namespace {

using harness::CommandDescription;
using harness::OptionDescription;
using ::testing::ElementsAre;

std::vector<std::string> FirstNames(const std::vector<OptionDescription>& options) {
  std::vector<std::string> names;
  for (const OptionDescription& option : options) names.push_back(option.name());
  return names;
}

TEST(CommandDescription, ListsWhatIsNotHidden) {
  const CommandDescription program = SmallProgram();
  std::vector<std::string> names;
  for (const CommandDescription* command : harness::AllCommands(program)) {
    names.push_back(command->FullName());
  }
  EXPECT_THAT(names, ElementsAre("small", "small draw", "small store", "small store add"));
  EXPECT_EQ(program.commands[1].commands[0].FullName('-'), "small-store-add");
  const CommandDescription& draw = program.commands[0];
  EXPECT_THAT(FirstNames(draw.options),
              ElementsAre("--help", "--colour", "--parts", "--size", "--with", "--out", "--grey"));
  EXPECT_THAT(FirstNames(draw.positionals), ElementsAre("plan", "style"));
}

TEST(CommandDescription, OptionGroupsBelongToTheirCommand) {
  const CommandDescription program = SmallProgram();
  EXPECT_THAT(FirstNames(program.commands[1].commands[0].options),
              ElementsAre("--help", "--author"));
}

TEST(CommandDescription, TellsHowOptionsAreGiven) {
  const CommandDescription program = SmallProgram();
  const CommandDescription& draw = program.commands[0];
  const OptionDescription& colour = draw.options[1];
  EXPECT_THAT(colour.names, ElementsAre("--colour", "-c"));
  EXPECT_TRUE(colour.takes_value);
  EXPECT_FALSE(colour.repeated);
  EXPECT_FALSE(colour.required);
  EXPECT_THAT(colour.excludes, ElementsAre("--grey"));
  EXPECT_TRUE(draw.options[4].repeated);
  EXPECT_TRUE(draw.options[5].required);
  EXPECT_THAT(draw.options[5].needs, ElementsAre("--colour"));
  EXPECT_FALSE(draw.options[6].takes_value);
  EXPECT_TRUE(draw.positionals[0].required);
  EXPECT_FALSE(draw.positionals[1].required);
}

}  // namespace
}  // namespace tidemark::testing
