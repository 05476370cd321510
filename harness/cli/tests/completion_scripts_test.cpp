#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/completion.h"
#include "harness/cli/shell_script.h"
#include "harness/cli/tests/small_program.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ShellScript, QuotesWordsAndNamesFunctions) {
  EXPECT_EQ(harness::ShellQuoted("a 'b' $c"), R"('a '\''b'\'' $c')");
  EXPECT_EQ(harness::ShellIdentifier("my-program 2"), "my_program_2");
  EXPECT_EQ(harness::ScriptFor("a-b", "{function}() {program} {x}"), "_a_b() a-b {x}");
}

TEST(BashCompletion, TablesHoldWhatCommandsTake) {
  const std::string script = harness::BashCompletion(SmallProgram());
  EXPECT_THAT(script, HasSubstr(R"(  commands=() options=()
  case $1 in
    'small')
      commands=(draw store)
      options=(--help) ;;
    'small draw')
      options=(--help --colour --parts --size --with --out --grey) ;;
    'small store')
      commands=(add)
      options=(--help) ;;
    'small store add')
      options=(--help --author) ;;
  esac
)"));
  EXPECT_THAT(script, HasSubstr(R"(
    'small --help' | 'small -h') name=--help ;;
    'small draw --help' | 'small draw -h') name=--help ;;
    'small draw --colour' | 'small draw -c') name=--colour takes=one words=(red blue) excludes=(--grey) ;;
    'small draw --parts') name=--parts takes=one words=(all) items=(roof door) ;;
    'small draw --size') name=--size takes=one ;;
    'small draw --with') name=--with takes=many files=yes endings=(.json .plan.gz) ;;
    'small draw --out') name=--out takes=one files=folders ;;
    'small draw --grey') name=--grey excludes=(--colour) ;;
    'small draw 1') takes=one files=yes endings=(.json) ;;
    'small draw 2') takes=one words=(plain dotted) ;;
    'small store --help' | 'small store -h') name=--help ;;
    'small store add --help' | 'small store add -h') name=--help ;;
    'small store add --author') name=--author takes=one ;;
    'small store add 1') takes=one files=yes ;;
    'small store add '[1-9]*) takes=one files=yes ;;
)"));
  EXPECT_THAT(script, HasSubstr("complete -F _small small\n"));
  EXPECT_THAT(script, Not(HasSubstr("secret")));
}

TEST(ZshCompletion, OneFunctionForEachCommand) {
  const std::string script = harness::ZshCompletion(SmallProgram());
  EXPECT_THAT(script, ::testing::StartsWith(R"zsh(#compdef small

_small() {
  local -a commands
  commands=(
    'draw:Draw a plan'\''s house'
    'store:Keep plans'
  )
)zsh"));
  EXPECT_THAT(script, HasSubstr(R"zsh(
_small_draw() {
  _arguments -S \
    '(--help -h)--help[Print this help message and exit]' \
    '(--help -h)-h[Print this help message and exit]' \
    '(--grey --colour -c)--colour=[red (default) or blue]:WORD:(red blue)' \
    '(--grey --colour -c)-c+[red (default) or blue]:WORD:(red blue)' \
    '(--parts)--parts=[a,b or all]:LIST:_values -s , '\''LIST'\'' '\''(all)roof'\'' '\''(all)door'\'' all' \
    '(--size)--size=[metres\: it'\''s \\width]:N: ' \
    '*--with=[more plans, see `small store`; may be repeated]:FILE:_files -g "*(.json|.plan.gz)"' \
    '(--out)--out=[where to]:FOLDER:_files -/' \
    '(--colour --grey)--grey[no colour]' \
    '1:plan:_files -g "*.json"' \
    '2::style:(plain dotted)'
}
)zsh"));
  EXPECT_THAT(script, HasSubstr("_small_store_add() {\n"));
  EXPECT_THAT(script, HasSubstr("    '*:plans:_files'\n"));
  EXPECT_THAT(script, Not(HasSubstr("secret")));
}

TEST(FishCompletion, OneLineForEachWord) {
  const std::string script = harness::FishCompletion(SmallProgram());
  EXPECT_THAT(script, HasSubstr(R"fish(
# small draw
complete -c small -n '_small_is_at \'small draw 1\'' -k -a '(__fish_complete_suffix \'.json\')' -d 'plan to draw'
complete -c small -n '_small_is_at \'small draw 2\'' -a '\'plain\' \'dotted\'' -d 'plain, or [dotted]'
complete -c small -n '_small_is_at \'small draw\'' -l 'help' -s h -d 'Print this help message and exit'
complete -c small -n '_small_is_at \'small draw\'' -l 'colour' -s c -x -a '\'red\' \'blue\'' -d 'red (default) or blue'
complete -c small -n '_small_is_at \'small draw\'' -l 'parts' -x -a '\'all\' (_small_list \'roof\' \'door\')' -d 'a,b or all'
complete -c small -n '_small_is_at \'small draw\'' -l 'size' -x -d 'metres: it\'s \\width'
complete -c small -n '_small_is_at \'small draw\'' -l 'with' -r -F -d 'more plans, see `small store`; may be repeated'
complete -c small -n '_small_is_at \'small draw\'' -l 'out' -x -a '(__fish_complete_directories)' -d 'where to'
complete -c small -n '_small_is_at \'small draw\'' -l 'grey' -d 'no colour'
)fish"));
  EXPECT_THAT(script, HasSubstr("-n '_small_is_at \\'small store 1\\'' -a 'add' -d 'Add plans"));
  EXPECT_THAT(script, HasSubstr("-n '_small_is_at \\'small store add 1+\\'' -F -d 'plans to add'"));
  EXPECT_THAT(script, Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace tidemark::testing
