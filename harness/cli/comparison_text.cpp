#include "harness/cli/comparison_text.h"

#include <string_view>

#include "converter/io/printable_text.h"
#include "harness/report/text_table.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr char kNone[] = "-";

std::string CellText(const Change& change) {
  if (change.base_cell == change.head_cell) return change.head_cell;
  return change.head_cell + " against " + change.base_cell;
}

std::string MedianText(const std::optional<Summary>& summary) {
  return summary.has_value() ? BytesText(summary->median) : kNone;
}

std::string IntervalText(const Change& change) {
  if (!change.difference.has_value()) return kNone;
  if (!change.difference->ci95.has_value()) return "too few samples";
  return "[" + BytesDeltaText(change.difference->ci95->low) + ", " +
         BytesDeltaText(change.difference->ci95->high) + "]";
}

std::string WordOf(Direction direction) {
  switch (direction) {
    case Direction::kWorse:
    case Direction::kBetter:
      return std::string(NameOf(direction));
    case Direction::kNoise:
    case Direction::kUnclear:
      return "~";
    case Direction::kMissing:
      return "not on both sides";
    case Direction::kSame:
      break;
  }
  return "same";
}

void AddRow(const Change& change, TextTable& table) {
  std::string delta = kNone;
  std::string percent = kNone;
  if (change.difference.has_value()) {
    delta = BytesDeltaText(change.difference->delta);
    if (change.difference->percent) percent = PercentDeltaText(*change.difference->percent);
  }
  std::vector<std::string> row = {CellText(change),
                                  change.phase.value_or("life"),
                                  change.title,
                                  MedianText(change.base),
                                  MedianText(change.head),
                                  delta,
                                  percent,
                                  IntervalText(change),
                                  WordOf(change.direction())};
  for (std::string& cell : row) cell = converter::PrintableText(cell);
  table.AddRow(std::move(row));
}

std::string OnlyText(const std::vector<std::string>& cells, std::string_view side) {
  std::string text;
  for (const std::string& cell : cells) {
    text += "only in " + std::string(side) + ": " + converter::PrintableText(cell) + "\n";
  }
  return text;
}

}  // namespace

std::string ComparisonText(const Comparison& comparison, bool all) {
  std::string text;
  for (const Mismatch& mismatch : comparison.mismatches) {
    text += converter::PrintableText("differs: " + mismatch.what + ": " + mismatch.base + ", " +
                                     mismatch.head) +
            "\n";
  }
  TextTable table;
  table.AddRow({"cell", "phase", "figure", "base", "head", "difference", "", "95 % interval", ""});
  size_t same = 0;
  size_t shown = 0;
  for (const Change& change : comparison.changes) {
    if (change.direction() == Direction::kSame && !all) {
      ++same;
      continue;
    }
    ++shown;
    AddRow(change, table);
  }
  if (shown > 0) text += table.Text();
  if (same > 0) text += std::to_string(same) + " figures are the same to within a page\n";
  text += OnlyText(comparison.only_in_base, "base") + OnlyText(comparison.only_in_head, "head");
  text += "~ may be chance: not significant, or too few samples to tell\n";
  return text;
}

}  // namespace tidemark::harness
