#ifndef TIDEMARK_REFERENCE_GO_SGF_TREE_H_
#define TIDEMARK_REFERENCE_GO_SGF_TREE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::reference {

// What an SGF file may be at most.
inline constexpr uint64_t kMostSgfBytes = uint64_t{8} << 20;
inline constexpr size_t kMostSgfNodes = 1'000'000;

// The nodes of an SGF file and their properties, without a meaning. Nodes are numbered in the order
// of the file, so that every node comes before those that follow it. Nesting costs no stack.
class SgfTree {
 public:
  using NodeId = uint32_t;

  // A value as it stands between its brackets, and where. Valid while the tree is there and was not
  // moved.
  struct Value {
    std::string_view raw = {};
    uint64_t offset = 0;
  };

  // `file` names the text in messages. Throws FormatError with the byte for text that is not a
  // collection of game trees, is in UTF-16, or is larger than a file may be.
  SgfTree(std::string text, std::string file);

  const std::string& file() const { return file_; }
  // Nodes of all games.
  size_t size() const { return nodes_.size(); }
  // The first node of each game in the file; there is at least one.
  const std::vector<NodeId>& roots() const { return roots_; }
  // Nothing for a root.
  std::optional<NodeId> Parent(NodeId node) const;
  uint64_t Offset(NodeId node) const { return nodes_[node].offset; }

  // The values of a property, in order; none where the node has no such property.
  std::vector<Value> Values(NodeId node, std::string_view key) const;
  // The first of them.
  std::optional<Value> Find(NodeId node, std::string_view key) const;

  // From `root` on, at each branch to the child with the most nodes below it in one line, the first
  // of several.
  std::vector<NodeId> MainLine(NodeId root) const;

  // Fails with a FormatError that names the file and the byte.
  [[noreturn]] void Fail(const std::string& message, uint64_t offset) const;

 private:
  friend class SgfParser;

  static constexpr NodeId kNone = UINT32_MAX;

  struct Node {
    NodeId parent = kNone;
    NodeId deepest_child = kNone;
    uint32_t offset = 0;
    // Its values are those from here to the next node's.
    uint32_t first_value = 0;
  };
  // One value with the key of its property; places in the text.
  struct Entry {
    uint32_t key = 0;
    uint32_t key_size = 0;
    uint32_t begin = 0;
    uint32_t end = 0;
  };

  std::span<const Entry> Entries(NodeId node) const;
  std::string_view Key(const Entry& entry) const;
  void FindDeepestChildren();

  std::string text_;
  std::string file_;
  std::vector<Node> nodes_;
  std::vector<Entry> entries_;
  std::vector<NodeId> roots_;
};

// A value with its escapes resolved, and without blanks around it.
std::string SgfText(std::string_view raw);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_SGF_TREE_H_
