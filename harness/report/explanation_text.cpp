#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "converter/io/printable_text.h"
#include "harness/report/explanation.h"
#include "harness/report/text_table.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr double kBarCells = 30;

std::string Bytes(uint64_t bytes) { return BytesText(static_cast<double>(bytes)); }

std::string PartOf(double bytes, int64_t whole) {
  return whole > 0 ? PercentText(100 * bytes / static_cast<double>(whole)) : "-";
}

std::string Bar(double bytes, int64_t whole) {
  if (whole <= 0 || bytes <= 0) return {};
  return std::string(
      static_cast<size_t>(std::lround(kBarCells * bytes / static_cast<double>(whole))), '#');
}

// Which of several samples this is about; empty for one that is alone.
std::string SampleText(const Explanation& explanation) {
  if (explanation.samples < 2) return {};
  std::string text = "of " + std::to_string(explanation.samples) + " samples, repeat " +
                     std::to_string(explanation.repeat) + " has the median peak; they reach from " +
                     Bytes(explanation.lowest_peak_bytes) + " to " +
                     Bytes(explanation.highest_peak_bytes);
  if (explanation.agreeing < explanation.samples) {
    text += ", and disagree: " + std::to_string(explanation.agreeing) +
            " have their peak in this phase";
  }
  return text + "\n";
}

std::string OwnersText(const PhaseExplanation& phase, bool bars) {
  TextTable table;
  const auto add = [&](const std::string& name, double bytes, const std::string& what) {
    std::vector<std::string> row = {"  " + name, BytesText(bytes),
                                    PartOf(bytes, phase.above_floor_bytes)};
    row.push_back(bars ? Bar(bytes, phase.above_floor_bytes) : what);
    table.AddRow(std::move(row));
  };
  for (const OwnerShare& share : phase.owners) {
    add(converter::PrintableText(share.owner), static_cast<double>(share.bytes), share.what);
  }
  const auto rest = static_cast<double>(phase.unattributed_bytes);
  add("unattributed", rest,
      rest < 0 ? "counted, but not all resident at the peak, or in the floor too"
               : "held by nobody that is known");
  return table.Text();
}

// A line for each lever that would reduce a part worth mentioning, and one for the largest owner if
// none would reduce that.
std::string LeverText(const PhaseExplanation& phase) {
  constexpr int64_t kMentioned = 100;
  struct Advice {
    const OwnerShare* first;
    std::string owners;
    uint64_t bytes;
  };
  std::string text;
  std::vector<Advice> advices;
  for (const OwnerShare& share : phase.owners) {
    if (static_cast<int64_t>(share.bytes) < phase.above_floor_bytes / kMentioned) break;
    const std::string name = converter::PrintableText(share.owner);
    if (share.lever.empty()) {
      if (&share == &phase.owners.front()) text = "no lever reduces " + name + "\n";
      continue;
    }
    const auto same = std::ranges::find_if(
        advices, [&](const Advice& advice) { return advice.first->lever == share.lever; });
    if (same == advices.end()) {
      advices.push_back({&share, name, share.bytes});
    } else {
      same->owners += ", " + name;
      same->bytes += share.bytes;
    }
  }
  for (const Advice& advice : advices) {
    text += "lever " + advice.first->lever + " would reduce " + advice.owners + ", " +
            Bytes(advice.bytes) + ": " + advice.first->lever_does + "\n";
  }
  return text;
}

std::string NextText(const PhaseExplanation& phase) {
  std::string text;
  if (phase.next.has_value()) {
    text += "next is " + converter::PrintableText(phase.next->phase) + ", " +
            Bytes(phase.next->bytes) + "\n";
  }
  if (phase.without_largest.has_value()) {
    text += "without " + converter::PrintableText(phase.owners.front().owner) +
            " the peak would be in " + converter::PrintableText(phase.without_largest->phase) +
            ", " + Bytes(phase.without_largest->bytes) + "\n";
  }
  return text;
}

std::string PhaseText(const PhaseExplanation& phase, bool bars) {
  std::string text = OwnersText(phase, bars);
  if (!phase.adds_up()) {
    text += "this does not add up: more than " + Bytes(phase.allowed_bytes) +
            " are unattributed, so the owners are not the whole story\n";
  }
  return text + LeverText(phase) + NextText(phase);
}

// Tables of the same kind are one line.
std::string DerivedText(const DerivedShare& derived) {
  struct Kind {
    std::string what;
    size_t count = 0;
    uint64_t bytes = 0;
  };
  std::vector<Kind> kinds;
  for (const DerivedTable& table : derived.tables) {
    auto kind = std::ranges::find(kinds, table.what, &Kind::what);
    if (kind == kinds.end()) kind = kinds.insert(kinds.end(), {.what = table.what});
    ++kind->count;
    kind->bytes += table.bytes;
  }
  std::string text = Bytes(derived.bytes) + " of the package's " + Bytes(derived.package_bytes) +
                     " are computed, in no network file; unshared they would be " +
                     Bytes(derived.unshared_bytes) + "\n";
  TextTable table;
  for (const Kind& kind : kinds) {
    table.AddRow({"  " + converter::PrintableText(kind.what), Bytes(kind.bytes),
                  "in " + std::to_string(kind.count)});
  }
  text += table.Text();
  std::string idle;
  for (const DerivedLever& lever : derived.levers) {
    if (lever.effect.empty()) {
      idle += (idle.empty() ? "" : ", ") + lever.lever;
    } else {
      text += "of these, lever " + lever.lever + " " + lever.effect + "\n";
    }
  }
  return text + "these levers save none of them: " + idle + "\n";
}

}  // namespace

std::string ExplanationText(const std::vector<Explanation>& explanations, bool bars) {
  std::string text;
  for (const Explanation& explanation : explanations) {
    if (!text.empty()) text += "\n";
    text += converter::PrintableText(explanation.run) + ": ";
    if (!explanation.phase.has_value()) {
      text += explanation.reason + "\n";
      if (explanation.derived.has_value()) text += DerivedText(*explanation.derived);
      continue;
    }
    const PhaseExplanation& phase = *explanation.phase;
    text += Bytes(phase.peak.bytes) + " in " + converter::PrintableText(phase.peak.phase) + ", " +
            BytesText(static_cast<double>(phase.above_floor_bytes)) + " above the floor of " +
            Bytes(phase.floor_bytes) + "\n" + SampleText(explanation) + PhaseText(phase, bars);
    if (explanation.derived.has_value()) text += DerivedText(*explanation.derived);
  }
  return text;
}

}  // namespace tidemark::harness
