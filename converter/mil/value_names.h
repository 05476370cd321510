#ifndef TIDEMARK_CONVERTER_MIL_VALUE_NAMES_H_
#define TIDEMARK_CONVERTER_MIL_VALUE_NAMES_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

namespace tidemark::converter {

// Names for the values of a program. They match [A-Za-z_][A-Za-z0-9_@]*, none is given twice, and
// they follow from the wishes and their order alone.
class ValueNames {
 public:
  // Takes a name that must come out as it is. Throws std::logic_error when it is taken already.
  void Reserve(const std::string& name);

  // The wish with every other character replaced by `_`; where that is taken, with `_2`, `_3`, ...
  std::string Unique(std::string_view wish);

 private:
  std::unordered_set<std::string> taken_;
  // By wish that was taken: the number tried last.
  std::map<std::string, uint64_t> last_number_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_VALUE_NAMES_H_
