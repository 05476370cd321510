#ifndef TIDEMARK_CONVERTER_MIL_WIRE_H_
#define TIDEMARK_CONVERTER_MIL_WIRE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <google/protobuf/message_lite.h>

namespace tidemark::converter {

// Protobuf's wire format, for messages that are too long to exist as objects.

// Appends a message in protobuf's deterministic form: fields and map keys ascending.
void AppendMessage(const google::protobuf::MessageLite& message, std::string& out);

// Appends the tag and length of a length-delimited field whose `length` bytes follow.
void AppendFieldHeader(int field, uint64_t length, std::string& out);

// Appends a string field.
void AppendStringField(int field, std::string_view text, std::string& out);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_WIRE_H_
