#include "harness/measure/event_channel.h"

#include <array>
#include <fcntl.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

template <typename T>
T RoundTrip(const T& event) {
  return std::get<T>(DecodeEvent(EncodeEvent(event)));
}

TEST(Event, PhasesSurviveTheJourney) {
  const PhaseEnded sent = {.phase = {.name = "convert",
                                     .finished = false,
                                     .wall_s = 0.1,
                                     .cpu_s = 1.0 / 3,
                                     .peak_rss_bytes = 18446744073709551615u,
                                     .end = {.rss_bytes = 0, .anon_bytes = 7, .shmem_bytes = 9},
                                     .owners = {{.name = "parsed weights", .bytes = 12}}},
                           .process_peak_rss_bytes = 5};
  const PhaseEnded got = RoundTrip(sent);
  EXPECT_EQ(got.phase.name, "convert");
  EXPECT_FALSE(got.phase.finished);
  EXPECT_EQ(got.phase.wall_s, 0.1);
  EXPECT_EQ(got.phase.cpu_s, 1.0 / 3);
  EXPECT_EQ(got.phase.peak_rss_bytes, 18446744073709551615u);
  EXPECT_FALSE(got.phase.peak_footprint_bytes.has_value());
  EXPECT_EQ(got.phase.end, sent.phase.end);
  ASSERT_EQ(got.phase.owners.size(), 1u);
  EXPECT_EQ(got.phase.owners[0].name, "parsed weights");
  EXPECT_EQ(got.phase.owners[0].bytes, 12u);
  EXPECT_EQ(got.process_peak_rss_bytes, 5u);
  EXPECT_FALSE(got.process_peak_footprint_bytes.has_value());
}

TEST(Event, EverythingElseSurvivesTheJourney) {
  EXPECT_EQ(RoundTrip(PhaseBegan{.name = "load"}).name, "load");
  EXPECT_EQ(RoundTrip(Progress{.text = "1 of 8"}).text, "1 of 8");
  EXPECT_EQ(RoundTrip(ErrorMessage{.message = "no"}).message, "no");
  EXPECT_EQ(RoundTrip(ResultValue{.name = "artifact", .json = "{\"bytes\":1}"}).json,
            "{\"bytes\":1}");
  RoundTrip(Done{});

  const SteadyState steady =
      RoundTrip(SteadyState{.plateau = true, .waited_s = 0.5, .as_is = {.rss_bytes = 3}});
  EXPECT_TRUE(steady.plateau);
  EXPECT_EQ(steady.as_is.rss_bytes, 3u);
  EXPECT_FALSE(steady.trimmed.has_value());
  EXPECT_EQ(RoundTrip(SteadyState{.trimmed = MemoryReading{.rss_bytes = 2}}).trimmed->rss_bytes,
            2u);

  const Evaluations evaluations =
      RoundTrip(Evaluations{.wall_s = {0.25, 0.5}, .growth_bytes_per_evaluation = -1.5});
  EXPECT_EQ(evaluations.wall_s, (std::vector<double>{0.25, 0.5}));
  EXPECT_EQ(evaluations.growth_bytes_per_evaluation, -1.5);
}

TEST(Event, TextsArriveValidAndPrintable) {
  EXPECT_EQ(RoundTrip(Progress{.text = "a\nb\x1b[2J\xff"}).text, "a b [2J\xef\xbf\xbd");
  // A cut in the middle of a character is no reason to send bad text.
  const std::string umlauts = [] {
    std::string text = "x";
    for (int i = 0; i < 5000; ++i) text += "\xc3\xb6";
    return text;
  }();
  const std::string text = RoundTrip(Progress{.text = umlauts}).text;
  EXPECT_LE(text.size(), 4100u);
  EXPECT_THAT(text, ::testing::EndsWith("\xef\xbf\xbd"));
}

TEST(Event, LiesAreRefusedByName) {
  const auto rejects = [](const std::string& line, const std::string& why) {
    EXPECT_THAT([&] { DecodeEvent(line); }, ThrowsMessage<FormatError>(HasSubstr(why))) << line;
  };
  rejects("", "not valid JSON");
  rejects("[]", "expected an object, found a list");
  rejects("{}", "the key \"event\" is missing");
  rejects("{\"event\":\"launch\"}", "unknown event \"launch\" (key event)");
  rejects("{\"event\":\"done\",\"extra\":1}",
          "unknown key \"extra\"; accepted are event (key extra)");
  rejects("{\"event\":\"phase_began\"}", "the key \"name\" is missing");
  rejects("{\"event\":\"phase_began\",\"name\":\"\"}",
          "expected a name of 1 to 128 bytes, found the text \"\" (key name)");
  rejects("{\"event\":\"phase_began\",\"name\":\"" + std::string(129, 'x') + "\"}", "1 to 128");
  rejects("{\"event\":\"phase_began\",\"name\":7}",
          "expected a text, found the number 7 (key name)");
  const auto phase = [](const std::string& wall, const std::string& peak, const std::string& end) {
    return R"({"event":"phase_ended","name":"load","finished":true,"wall_s":)" + wall +
           R"(,"cpu_s":0,"peak_rss_bytes":)" + peak + R"(,"peak_footprint_bytes":null,"end":)" +
           end + R"(,"owners":[],"process_peak_rss_bytes":1,"process_peak_footprint_bytes":null})";
  };
  DecodeEvent(phase("1", "2", "{}"));
  rejects(phase("-1", "2", "{}"), "expected a number from 0, found the number -1 (key wall_s)");
  rejects(phase("1e999", "2", "{}"), "not valid JSON");
  rejects(phase("1", "-2", "{}"),
          "expected a whole number from 0, found the number -2 (key peak_rss_bytes)");
  rejects(phase("1", "2.5", "{}"), "whole number");
  rejects(phase("1", "18446744073709551616", "{}"), "whole number");
  rejects(phase("1", "2", "{\"rss_kb\":1}"), "unknown key \"rss_kb\"; accepted are rss_bytes, ");
  rejects(phase("1", "2", "7"), "expected an object, found the number 7 (key end)");
  rejects(R"({"event":"done","event":"done"})", "stands twice");
  rejects(R"({"event":"evaluations","wall_s":[1,null],"growth_bytes_per_evaluation":null,)"
          R"("growth_reason":""})",
          "expected a number, found null (key wall_s[1])");
  rejects("{\"event\":\"result\",\"name\":\"x\",\"value\":" + std::string(100'000, '['),
          "nested deeper than 32 levels");
}

TEST(EventReader, PutsLinesTogetherHoweverTheyAreCut) {
  const std::string stream = EncodeEvent(Progress{.text = "one"}) + "\n" +
                             EncodeEvent(Progress{.text = "two"}) + "\n{\"ev";
  for (const size_t piece : {size_t{1}, size_t{7}, stream.size()}) {
    std::vector<std::string> texts;
    EventReader reader(
        [&](const Event& event) { texts.push_back(std::get<Progress>(event).text); });
    for (size_t at = 0; at < stream.size(); at += piece) {
      reader.Feed(std::string_view(stream).substr(at, piece));
    }
    EXPECT_THAT(texts, ::testing::ElementsAre("one", "two"));
  }
}

TEST(EventReader, ErrorsNameTheOffsetOfTheLine) {
  EventReader reader([](const Event&) {});
  const std::string good = EncodeEvent(Done{}) + "\n";
  reader.Feed(good);
  EXPECT_THAT(
      [&] { reader.Feed("nonsense\n"); },
      ThrowsMessage<FormatError>(
          AllOf(HasSubstr("event channel"), HasSubstr("at byte " + std::to_string(good.size())))));
}

TEST(EventReader, LimitsHoldForEndedAndUnendedLines) {
  const EventLimits limits = {.max_line_bytes = 50, .max_total_bytes = 90};
  const std::string line = EncodeEvent(Progress{.text = std::string(10, 'x')});
  ASSERT_LT(line.size(), 50u);
  {
    EventReader reader([](const Event&) {}, limits);
    EXPECT_THROW(reader.Feed(std::string(51, 'x')), FormatError);
  }
  {
    EventReader reader([](const Event&) {}, limits);
    reader.Feed(std::string(50, 'x'));
    EXPECT_THROW(reader.Feed("x"), FormatError);
  }
  {
    EventReader reader([](const Event&) {}, limits);
    reader.Feed(line + "\n" + line + "\n");
    EXPECT_THROW(reader.Feed(line + "\n"), FormatError);
  }
}

TEST(EventWriter, WritesOneLinePerEventAndTakesOverItsDescriptor) {
  std::array<int, 2> ends = {-1, -1};
  ASSERT_EQ(pipe(ends.data()), 0);
  {
    EventWriter writer(ends[1]);
    EXPECT_EQ(fcntl(ends[1], F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    writer.Write(PhaseBegan{.name = "load"});
    writer.Write(Done{});
  }
  EXPECT_LT(fcntl(ends[1], F_GETFD), 0);
  std::array<char, 256> text = {};
  const ssize_t size = read(ends[0], text.data(), text.size());
  close(ends[0]);
  EXPECT_EQ(std::string(text.data(), static_cast<size_t>(std::max<ssize_t>(size, 0))),
            "{\"event\":\"phase_began\",\"name\":\"load\"}\n{\"event\":\"done\"}\n");
}

TEST(EventWriter, RefusesADescriptorThatIsNoPipe) {
  EXPECT_THROW(EventWriter(-1), UsageError);
  EXPECT_THROW(EventWriter(1000), UsageError);
  const int null = open("/dev/null", O_WRONLY);
  ASSERT_GE(null, 0);
  EXPECT_THAT([&] { EventWriter writer(null); },
              ThrowsMessage<UsageError>(HasSubstr("key --events-fd")));
  close(null);
}

TEST(EventWriter, RefusesAResultThatIsNotJson) {
  EXPECT_THROW(EncodeEvent(ResultValue{.name = "x", .json = "{"}), FormatError);
}

}  // namespace
}  // namespace tidemark::harness
