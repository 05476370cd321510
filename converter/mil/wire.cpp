#include "converter/mil/wire.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

namespace tidemark::converter {
namespace {

void AppendVarint(uint64_t value, std::string& out) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7F) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

}  // namespace

void AppendMessage(const google::protobuf::MessageLite& message, std::string& out) {
  const size_t before = out.size();
  const size_t size = message.ByteSizeLong();
  out.resize(before + size);
  google::protobuf::io::ArrayOutputStream stream(out.data() + before, static_cast<int>(size));
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
}

void AppendFieldHeader(int field, uint64_t length, std::string& out) {
  constexpr uint64_t kLengthDelimited = 2;
  AppendVarint(static_cast<uint64_t>(field) << 3 | kLengthDelimited, out);
  AppendVarint(length, out);
}

void AppendStringField(int field, std::string_view text, std::string& out) {
  AppendFieldHeader(field, text.size(), out);
  out.append(text);
}

}  // namespace tidemark::converter
