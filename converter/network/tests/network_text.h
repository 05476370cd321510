#ifndef TIDEMARK_CONVERTER_NETWORK_TESTS_NETWORK_TEXT_H_
#define TIDEMARK_CONVERTER_NETWORK_TESTS_NETWORK_TEXT_H_

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "converter/network/network_reader.h"
#include "converter/network/tensor_store.h"
#include "converter/testing/memory_sink.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::testing {

inline std::string Encoded(const converter::Network& network, const converter::TensorValues& values,
                           converter::Encoding encoding) {
  MemorySink sink;
  converter::WriteNetwork(network, values, encoding, sink);
  return {reinterpret_cast<const char*>(sink.bytes().data()), sink.bytes().size()};
}

// A tiny network's file.
inline std::string TinyFile(std::string_view name, converter::Encoding encoding) {
  const TinyNetwork tiny = MakeTinyNetwork(name);
  return Encoded(tiny.network, ValuesOf(tiny.weights), encoding);
}

inline TinyNetwork Parse(std::string_view bytes) {
  const auto source =
      converter::OpenMemory(std::as_bytes(std::span(bytes.data(), bytes.size())), "test.bin");
  TinyNetwork parsed;
  parsed.network = converter::ReadNetwork(*source, parsed.weights);
  return parsed;
}

// The tokens of a text network, to be changed one by one.
class NetworkText {
 public:
  explicit NetworkText(std::string_view tiny_network) {
    std::istringstream in(TinyFile(tiny_network, converter::Encoding::kText));
    for (std::string token; in >> token;) tokens_.push_back(token);
  }

  // The token `distance` after the one that is `anchor`: of a layer's name, its fields follow.
  std::string& After(std::string_view anchor, size_t distance) {
    const auto found = std::find(tokens_.begin(), tokens_.end(), anchor);
    if (found == tokens_.end()) throw std::invalid_argument("no token " + std::string(anchor));
    return tokens_.at(static_cast<size_t>(found - tokens_.begin()) + distance);
  }

  // A token of the header, from the model's name (0) on.
  std::string& operator[](size_t index) { return tokens_.at(index); }

  std::vector<std::string>& tokens() { return tokens_; }

  std::string Join(std::string_view separator = "\n") const {
    std::string text;
    for (const std::string& token : tokens_) {
      text += token;
      text += separator;
    }
    return text;
  }

 private:
  std::vector<std::string> tokens_;
};

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_NETWORK_TESTS_NETWORK_TEXT_H_
