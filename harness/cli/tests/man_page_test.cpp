#include "harness/cli/man_page.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/tests/small_program.h"

namespace tidemark::testing {
namespace {

using harness::CommandDescription;
using harness::ManPage;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kDrawPage = R"(.TH SMALL\-DRAW 1 "2026-01-31" "Small 1.0" "User Commands"
.SH NAME
small\-draw \- draw a plan's house
.SH SYNOPSIS
\fBsmall draw\fR [\fIoptions\fR]
\fB\-\-out\fR \fIFOLDER\fR
\fIplan\fR
[\fIstyle\fR]
.SH DESCRIPTION
Draw a plan's house.
.PP
Draws it \-\- whole.
.SH ARGUMENTS
.TP
\fIplan\fR
Plan to draw.
.TP
\fIstyle\fR
plain, or [dotted].
.SH OPTIONS
.TP
\fB\-h\fR, \fB\-\-help\fR
Print this help message and exit.
.TP
\fB\-c\fR, \fB\-\-colour\fR \fIWORD\fR
red (default) or blue.
Not together with \fB\-\-grey\fR.
.TP
\fB\-\-parts\fR \fILIST\fR
a,b or all.
Known are \fBroof\fR, \fBdoor\fR.
.TP
\fB\-\-size\fR \fIN\fR
metres: it's \ewidth.
From 1 to 9.
.TP
\fB\-\-with\fR \fIFILE\fR...
More plans, see \fBsmall store\fR; may be repeated.
.TP
\fB\-\-out\fR \fIFOLDER\fR
Where to.
Needs \fB\-\-colour\fR.
Required.
.TP
\fB\-\-grey\fR
No colour.
Not together with \fB\-\-colour\fR.
.SH EXAMPLES
.in +4n
.EX
small draw \(aqmy house.json\(aq \-\-out here
.EE
.in
.SH EXIT STATUS
.TP
\fB0\fR
Drawn.
.TP
\fB1\fR
It would not stand.
.TP
\fB2\fR
Bad usage.
.TP
\fB130\fR
Interrupted.
.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
Draws in black.
.SH FILES
.TP
\fI\(ti/.small\fR
Where it is kept.
.SH SEE ALSO
\fBsmall\fR(1),
\fBsmall\-store\fR(1)
)";

TEST(ManPage, OfAVerb) {
  const CommandDescription program = SmallProgram();
  EXPECT_EQ(ManPage(program, program.commands[0],
                    {.source = "Small 1.0",
                     .date = "2026-01-31",
                     .environment = {{.name = "NO_COLOR", .text = "Draws in black."}},
                     .files = {{.name = "~/.small", .text = "Where it is kept."}}}),
            kDrawPage);
}

TEST(ManPage, OfTheProgramListsItsVerbs) {
  const CommandDescription program = SmallProgram();
  const std::string page = ManPage(program, program, {.source = "Small 1.0"});
  EXPECT_THAT(page, HasSubstr(".TH SMALL 1 \"\" \"Small 1.0\""));
  EXPECT_THAT(page, HasSubstr("small \\- draws things\n"));
  EXPECT_THAT(page, HasSubstr("\\fBsmall\\fR [\\fIoptions\\fR] \\fIcommand\\fR ...\n"));
  EXPECT_THAT(page, HasSubstr(".SH COMMANDS\n.TP\n\\fBdraw\\fR\nDraw a plan's house.\n"));
  EXPECT_THAT(page, HasSubstr("\\fB1\\fR\nA check failed.\n"));
  EXPECT_THAT(page, HasSubstr("See \\fBsmall draw \\-\\-help\\fR.\n"));
  EXPECT_THAT(page, Not(HasSubstr("secret")));
  EXPECT_THAT(page, Not(HasSubstr("FILES")));
}

TEST(ManPage, OfANestedCommand) {
  const CommandDescription program = SmallProgram();
  const CommandDescription& add = program.commands[1].commands[0];
  const std::string page = ManPage(program, add, {});
  EXPECT_EQ(ManPageFile(add), "small-store-add.1");
  EXPECT_THAT(page, HasSubstr("\\fBsmall store add\\fR [\\fIoptions\\fR]\n\\fIplans\\fR...\n"));
  EXPECT_THAT(page, HasSubstr("\\fBsmall\\fR(1),\n\\fBsmall\\-store\\fR(1)\n"));
  EXPECT_THAT(page, HasSubstr("\\fB2\\fR\nBad usage.\n"));
  EXPECT_THAT(page, Not(HasSubstr("check failed")));
}

}  // namespace
}  // namespace tidemark::testing
