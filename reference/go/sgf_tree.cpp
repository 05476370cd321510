#include "reference/go/sgf_tree.h"

#include <utility>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::reference {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

bool IsSgfBlank(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

bool IsLetter(char letter) {
  return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

}  // namespace

// Reads a text from left to right, and fills a tree with what it finds.
class SgfParser {
 public:
  explicit SgfParser(SgfTree& tree) : tree_(tree), text_(tree.text_) {}

  void Parse() {
    CheckEncoding();
    if (text_.starts_with(kUtf8Mark)) at_ = kUtf8Mark.size();
    SkipBlanks();
    if (at_ == text_.size()) tree_.Fail("holds no game", at_);
    while (at_ < text_.size()) {
      if (text_[at_] != '(') Expected("'(' at the beginning of a game");
      ParseGame();
      SkipBlanks();
    }
  }

 private:
  // A game tree with all its variations.
  void ParseGame() {
    // Where each open parenthesis stands, and the node before it.
    std::vector<std::pair<size_t, SgfTree::NodeId>> open;
    SgfTree::NodeId node = SgfTree::kNone;
    // A parenthesis was opened and has no node yet; a variation was closed, and only variations
    // may follow.
    bool opened = false;
    bool closed = false;
    do {
      SkipBlanks();
      const char letter = at_ < text_.size() ? text_[at_] : '\0';
      if (at_ == text_.size()) {
        tree_.Fail("ends inside a game: the parenthesis at byte " +
                       std::to_string(open.back().first) + " is not closed",
                   at_);
      } else if (letter == '(' && !opened) {
        open.emplace_back(at_++, node);
        opened = true;
        closed = false;
      } else if (letter == ')' && !opened) {
        node = open.back().second;
        open.pop_back();
        ++at_;
        closed = true;
      } else if (letter == ';' && !closed) {
        node = AddNode(node);
        opened = false;
      } else if (IsLetter(letter) && !opened && !closed) {
        ParseProperty();
      } else if (opened) {
        Expected("';' after '('");
      } else {
        Expected(closed ? "'(' or ')' after a variation" : "a property, ';', '(' or ')'");
      }
    } while (!open.empty());
  }

  SgfTree::NodeId AddNode(SgfTree::NodeId parent) {
    if (tree_.nodes_.size() == kMostSgfNodes) {
      tree_.Fail("has more than " + std::to_string(kMostSgfNodes) + " nodes", at_);
    }
    const auto node = static_cast<SgfTree::NodeId>(tree_.nodes_.size());
    tree_.nodes_.push_back({.parent = parent,
                            .offset = static_cast<uint32_t>(at_++),
                            .first_value = static_cast<uint32_t>(tree_.entries_.size())});
    if (parent == SgfTree::kNone) tree_.roots_.push_back(node);
    return node;
  }

  void ParseProperty() {
    const size_t key = at_;
    while (at_ < text_.size() && IsLetter(text_[at_])) ++at_;
    const size_t key_size = at_ - key;
    SkipBlanks();
    if (at_ == text_.size() || text_[at_] != '[') {
      Expected("'[' after the property " +
               converter::Quoted(std::string_view(text_).substr(key, key_size)));
    }
    for (; at_ < text_.size() && text_[at_] == '['; SkipBlanks()) {
      const size_t begin = at_ + 1;
      const size_t end = FindEnd(begin);
      tree_.entries_.push_back({.key = static_cast<uint32_t>(key),
                                .key_size = static_cast<uint32_t>(key_size),
                                .begin = static_cast<uint32_t>(begin),
                                .end = static_cast<uint32_t>(end)});
      at_ = end + 1;
    }
  }

  // The bracket that closes a value.
  size_t FindEnd(size_t begin) {
    for (size_t at = begin; at < text_.size(); ++at) {
      if (text_[at] == ']') return at;
      if (text_[at] == '\\') ++at;
    }
    tree_.Fail(
        "ends inside a value: the bracket at byte " + std::to_string(begin - 1) + " is not closed",
        text_.size());
  }

  void CheckEncoding() const {
    const size_t zero = text_.find('\0');
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF")) {
      tree_.Fail("is UTF-16 text; expected UTF-8, or another encoding that extends ASCII", 0);
    }
    if (zero != std::string::npos) {
      tree_.Fail("is no text in UTF-8, or in another encoding that extends ASCII: it has a zero",
                 zero);
    }
  }

  [[noreturn]] void Expected(const std::string& what) const {
    if (at_ == text_.size()) tree_.Fail("ends early: expected " + what, at_);
    std::string found = "'";
    if (text_[at_] >= ' ' && text_[at_] <= '~') {
      found += text_[at_];
    } else {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(text_[at_]);
      found += "\\x";
      found += kDigits[byte / 16];
      found += kDigits[byte % 16];
    }
    tree_.Fail("expected " + what + ", found " + found + "'", at_);
  }

  void SkipBlanks() {
    while (at_ < text_.size() && IsSgfBlank(text_[at_])) ++at_;
  }

  SgfTree& tree_;
  const std::string& text_;
  size_t at_ = 0;
};

SgfTree::SgfTree(std::string text, std::string file)
    : text_(std::move(text)), file_(std::move(file)) {
  if (text_.size() > kMostSgfBytes) {
    Fail("is larger than " + std::to_string(kMostSgfBytes) + " bytes", kMostSgfBytes);
  }
  SgfParser(*this).Parse();
  FindDeepestChildren();
}

void SgfTree::Fail(const std::string& message, uint64_t offset) const {
  throw FormatError(message, {.file = file_, .offset = offset});
}

std::optional<SgfTree::NodeId> SgfTree::Parent(NodeId node) const {
  if (nodes_[node].parent == kNone) return std::nullopt;
  return nodes_[node].parent;
}

std::span<const SgfTree::Entry> SgfTree::Entries(NodeId node) const {
  const size_t begin = nodes_[node].first_value;
  const size_t end =
      node + size_t{1} < nodes_.size() ? nodes_[node + size_t{1}].first_value : entries_.size();
  return std::span(entries_).subspan(begin, end - begin);
}

std::string_view SgfTree::Key(const Entry& entry) const {
  return std::string_view(text_).substr(entry.key, entry.key_size);
}

std::vector<SgfTree::Value> SgfTree::Values(NodeId node, std::string_view key) const {
  std::vector<Value> values;
  for (const Entry& entry : Entries(node)) {
    if (Key(entry) != key) continue;
    values.push_back({.raw = std::string_view(text_).substr(entry.begin, entry.end - entry.begin),
                      .offset = entry.begin});
  }
  return values;
}

std::optional<SgfTree::Value> SgfTree::Find(NodeId node, std::string_view key) const {
  const std::vector<Value> values = Values(node, key);
  if (values.empty()) return std::nullopt;
  return values.front();
}

void SgfTree::FindDeepestChildren() {
  // From each node down. Children come after their parents, so that one walk from the end does;
  // of equal ones the first is seen last.
  std::vector<uint32_t> depths(nodes_.size(), 1);
  for (size_t i = nodes_.size(); i-- > 0;) {
    const NodeId parent = nodes_[i].parent;
    if (parent == kNone || depths[i] + 1 < depths[parent]) continue;
    depths[parent] = depths[i] + 1;
    nodes_[parent].deepest_child = static_cast<NodeId>(i);
  }
}

std::vector<SgfTree::NodeId> SgfTree::MainLine(NodeId root) const {
  std::vector<NodeId> line;
  for (NodeId node = root; node != kNone; node = nodes_[node].deepest_child) line.push_back(node);
  return line;
}

std::string SgfText(std::string_view raw) {
  std::string text;
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size()) ++i;
    text += raw[i];
  }
  while (!text.empty() && IsSgfBlank(text.back())) text.pop_back();
  size_t first = 0;
  while (first < text.size() && IsSgfBlank(text[first])) ++first;
  return text.substr(first);
}

}  // namespace tidemark::reference
