#include "harness/report/profile_text.h"

#include <utility>

#include "converter/io/printable_text.h"
#include "harness/report/profile_table.h"
#include "harness/report/text_table.h"

namespace tidemark::harness {
namespace {

// Bytes of a layer's name that a line has room for.
constexpr size_t kLongestName = 60;

std::string TableOf(ProfileRows rows) {
  TextTable table;
  for (std::vector<std::string>& row : rows) {
    for (std::string& cell : row) cell = converter::PrintableText(cell, kLongestName);
    table.AddRow(std::move(row));
  }
  return table.Text();
}

}  // namespace

std::string ProfileText(const LayerProfile& profile, size_t most) {
  ProfileRows operations = OperationRows(profile);
  // All columns but the first are figures.
  for (std::vector<std::string>& row : operations) row.emplace_back();
  return TableOf(std::move(operations)) + "\n" + TableOf(LongestRows(profile, most));
}

}  // namespace tidemark::harness
