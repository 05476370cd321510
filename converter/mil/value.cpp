#include "converter/mil/value.h"

#include <algorithm>
#include <stdexcept>

namespace tidemark::converter {

std::vector<Dimension> BroadcastShape(const std::vector<Dimension>& a,
                                      const std::vector<Dimension>& b) {
  const std::vector<Dimension>& longer = a.size() >= b.size() ? a : b;
  const std::vector<Dimension>& shorter = a.size() >= b.size() ? b : a;
  std::vector<Dimension> result = longer;
  const size_t lead = longer.size() - shorter.size();
  for (size_t i = 0; i < shorter.size(); ++i) {
    Dimension& dimension = result[lead + i];
    if (dimension == shorter[i] || shorter[i] == Dimension(1)) continue;
    if (dimension != Dimension(1)) throw std::logic_error("shapes that do not broadcast");
    dimension = shorter[i];
  }
  return result;
}

}  // namespace tidemark::converter
