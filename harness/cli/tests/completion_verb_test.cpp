#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

using Words = std::vector<std::string>;

std::string Joined(const Words& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

// The lines of `text` that hold `part`.
std::string LinesWith(const std::string& text, const std::string& part) {
  std::istringstream lines(text);
  std::string found;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(part) != std::string::npos) found += line + "\n";
  }
  return found;
}

class CompletionVerb : public ::testing::Test {
 protected:
  std::string Script(const std::string& shell) {
    const std::string file = (folder_.path() / ("completion." + shell)).string();
    const Answer answer = Harness({"completion", shell, "--out", file});
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(answer.out, "");
    return file;
  }

  // What bash offers in the folder of the test at the end of a line of these words.
  Words Completed(const Words& line) {
    std::string quoted;
    for (const std::string& word : line) quoted += " '" + word + "'";
    const std::string commands = "cd '" + folder_.path().string() + "' && source '" +
                                 Script("bash") + "' && COMP_WORDS=(" + quoted +
                                 ") && COMP_CWORD=" + std::to_string(line.size() - 1) +
                                 " && $(complete -p harness | sed 's/.*-F //;s/ .*//')" +
                                 " && printf '%s\\n' \"${COMPREPLY[@]}\"";
    const Answer answer = RunProgram({"bash", "--norc", "--noprofile", "-c", commands});
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(answer.err, "");
    std::istringstream lines(answer.out);
    Words words;
    for (std::string word; std::getline(lines, word);) {
      if (!word.empty()) words.push_back(word);
    }
    return words;
  }

  // The shell itself says whether it can read its script.
  void CheckWith(const std::string& shell) {
    const Answer answer = RunProgram({shell, "-n", Script(shell)});
    if (answer.code == 127) GTEST_SKIP() << shell << " is not installed";
    EXPECT_EQ(answer.code, 0);
    EXPECT_EQ(answer.err, "");
  }

  TempDir folder_;
};

TEST_F(CompletionVerb, PrintsWhatItWrites) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    std::ifstream file(Script(shell));
    const std::string written{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(Harness({"completion", shell}).out, written);
  }
  const Answer answer = Harness({"completion", "tcsh"});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, HasSubstr("{bash,zsh,fish}"));
}

TEST_F(CompletionVerb, EveryVerbAndOptionIsInEveryScript) {
  const std::string bash = Harness({"completion", "bash"}).out;
  const std::string zsh = Harness({"completion", "zsh"}).out;
  const std::string fish = Harness({"completion", "fish"}).out;
  const auto verbs = VisibleVerbs();
  EXPECT_GE(verbs.size(), 13U);
  for (Words words : verbs) {
    const std::string blanks = Joined({"harness", Joined(words, " ")}, words.empty() ? "" : " ");
    const std::string function =
        "_" + Joined({"harness", Joined(words, "_")}, words.empty() ? "" : "_") + "() {";
    EXPECT_THAT(bash, HasSubstr("    '" + blanks + "')\n"));
    EXPECT_THAT(fish, HasSubstr("# " + blanks + "\n"));
    ASSERT_THAT(zsh, HasSubstr("\n" + function));
    const size_t begin = zsh.find("\n" + function);
    const std::string body = zsh.substr(begin, zsh.find("\n}\n", begin) - begin);
    words.emplace_back("--help");
    const Words options = OptionsIn(Harness(words).out);
    EXPECT_THAT(options, IsSupersetOf({"--help", "-h"}));
    for (const std::string& option : options) {
      EXPECT_THAT(bash, HasSubstr("'" + blanks + " " + option + "'"));
      EXPECT_THAT(body, ::testing::AnyOf(HasSubstr(option + "["), HasSubstr(option + "=["),
                                         HasSubstr(option + "+[")));
      const std::string name =
          option.starts_with("--") ? "-l '" + option.substr(2) + "'" : "-s " + option.substr(1);
      EXPECT_THAT(LinesWith(fish, "_harness_is_at \\'" + blanks + "\\''"), HasSubstr(name + " "));
    }
  }
  for (const std::string& script : {bash, zsh, fish}) {
    EXPECT_THAT(script, Not(HasSubstr("events-fd")));
    EXPECT_THAT(script, Not(HasSubstr("harness cell")));
  }
}

TEST_F(CompletionVerb, BashCompletesVerbs) {
  EXPECT_THAT(Completed({"harness", ""}), IsSupersetOf({"run", "convert", "completion"}));
  EXPECT_THAT(Completed({"harness", ""}), Not(Contains("cell")));
  EXPECT_THAT(Completed({"harness", "va"}), ElementsAre("validate"));
  EXPECT_THAT(Completed({"harness", "--v"}), ElementsAre("--version"));
}

TEST_F(CompletionVerb, BashCompletesOptionsThatMayStillBeGiven) {
  EXPECT_THAT(Completed({"harness", "convert", "--pre"}), ElementsAre("--precision"));
  EXPECT_THAT(Completed({"harness", "convert", "--precision", "fp16", "--pre"}), IsEmpty());
  EXPECT_THAT(Completed({"harness", "convert", "--precision", "=", "fp16", "--pre"}), IsEmpty());
  EXPECT_THAT(Completed({"harness", "run", "--positions", "a.sgf", "--pos"}),
              ElementsAre("--positions"));
  EXPECT_THAT(Completed({"harness", "run", "--cases", "folder", "--pos"}), IsEmpty());
  EXPECT_THAT(Completed({"harness", "levers", ""}), UnorderedElementsAre("--help", "--json"));
  EXPECT_THAT(Completed({"harness", "levers", "-h", "--"}), ElementsAre("--json"));
}

TEST_F(CompletionVerb, BashCompletesValues) {
  EXPECT_THAT(Completed({"harness", "convert", "--precision", ""}), ElementsAre("fp16", "fp32"));
  EXPECT_THAT(Completed({"harness", "convert", "--precision", "="}), ElementsAre("fp16", "fp32"));
  EXPECT_THAT(Completed({"harness", "convert", "--precision", "=", "fp3"}), ElementsAre("fp32"));
  EXPECT_THAT(Completed({"harness", "convert", "--precision=fp3"}),
              ElementsAre("--precision=fp32"));
  EXPECT_THAT(Completed({"harness", "verify", "--backend", "e"}), ElementsAre("eigen"));
  EXPECT_THAT(Completed({"harness", "synthesize", "b28"}), ElementsAre("b28c512nbt"));
  EXPECT_THAT(Completed({"harness", "completion", ""}), ElementsAre("bash", "zsh", "fish"));
}

TEST_F(CompletionVerb, BashCompletesListsItemByItem) {
  EXPECT_THAT(Completed({"harness", "convert", "--levers", ""}),
              UnorderedElementsAre("none", "seed", "all", "weight_views", "stream_gzip",
                                   "layer_streaming"));
  EXPECT_THAT(Completed({"harness", "convert", "--levers", "stream_gzip,"}),
              UnorderedElementsAre("stream_gzip,weight_views", "stream_gzip,layer_streaming"));
}

TEST_F(CompletionVerb, BashCompletesFiles) {
  folder_.Write("b18.json", "");
  folder_.Write("net one.bin.gz", "");
  folder_.Write("notes.md", "");
  std::filesystem::create_directory(folder_.path() / "scenarios");
  EXPECT_THAT(Completed({"harness", "run", ""}), UnorderedElementsAre("b18.json", "scenarios"));
  EXPECT_THAT(Completed({"harness", "convert", "n"}), ElementsAre("net one.bin.gz"));
  EXPECT_THAT(Completed({"harness", "convert", "--precision", "fp16", "net"}),
              ElementsAre("net one.bin.gz"));
  EXPECT_THAT(Completed({"harness", "verify", "--cases", ""}), ElementsAre("scenarios"));
  EXPECT_THAT(Completed({"harness", "run", "--", "b"}), ElementsAre("b18.json"));
  // Without one of the wanted kind, any.
  EXPECT_THAT(Completed({"harness", "run", "no"}), ElementsAre("notes.md"));
}

TEST_F(CompletionVerb, ShellsCanReadTheirScripts) { CheckWith("bash"); }
TEST_F(CompletionVerb, ZshCanReadItsScript) { CheckWith("zsh"); }
TEST_F(CompletionVerb, FishCanReadItsScript) { CheckWith("fish"); }

// Fish completes without a terminal, so it can be asked.
TEST_F(CompletionVerb, FishCompletes) {
  folder_.Write("b18.json", "");
  const std::string script = Script("fish");
  const auto completed = [&](const std::string& line) {
    return RunProgram(
        {"fish", "--no-config", "-c",
         "cd " + folder_.path().string() + "; source " + script + "; complete -C '" + line + "'"});
  };
  const Answer verbs = completed("harness ");
  if (verbs.code == 127) GTEST_SKIP() << "fish is not installed";
  EXPECT_EQ(verbs.err, "");
  EXPECT_THAT(verbs.out, HasSubstr("run\tMeasure a scenario and write a report\n"));
  EXPECT_THAT(verbs.out, Not(HasSubstr("b18.json")));
  EXPECT_THAT(completed("harness run --qu").out, HasSubstr("--quick\ta first look"));
  EXPECT_THAT(completed("harness convert --precision ").out, HasSubstr("fp32\t"));
  EXPECT_THAT(completed("harness convert --levers stream_gzip,w").out,
              HasSubstr("stream_gzip,weight_views\t"));
  EXPECT_THAT(completed("harness convert --precision ").out, Not(HasSubstr("b18.json")));
  EXPECT_THAT(completed("harness convert --levers stream_gzip,").out,
              Not(HasSubstr("stream_gzip,stream_gzip")));
  EXPECT_THAT(completed("harness run b").out, HasSubstr("b18.json"));
  EXPECT_THAT(completed("harness synthesize ").out, HasSubstr("b18c384nbt\t"));
  EXPECT_THAT(completed("harness synthesize b18c384nbt ").out, Not(HasSubstr("b18c384nbt\t")));
  EXPECT_THAT(completed("harness synthesize --seed 7 ").out, HasSubstr("b18c384nbt\t"));
}

}  // namespace
}  // namespace tidemark::testing
