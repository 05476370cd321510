#ifndef TIDEMARK_HARNESS_REPORT_TEXT_TABLE_H_
#define TIDEMARK_HARNESS_REPORT_TEXT_TABLE_H_

#include <string>
#include <vector>

namespace tidemark::harness {

// Rows of text in columns as wide as their widest cell, two blanks apart, without blanks at the
// ends of lines. The first and the last column are set left, the others right. Cells are ASCII; a
// short row leaves its last columns empty.
class TextTable {
 public:
  void AddRow(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  // One line for each row.
  std::string Text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_TEXT_TABLE_H_
