#include "harness/backends/coreml/objc_support.h"

namespace tidemark::harness::core_ml {

NSString* ToObject(std::string_view text) {
  return [[[NSString alloc] initWithBytes:text.data()
                                   length:text.size()
                                 encoding:NSUTF8StringEncoding] autorelease];
}

NSURL* ToUrl(const std::filesystem::path& path) {
  return [NSURL fileURLWithPath:ToObject(std::filesystem::absolute(path).native())];
}

std::string ToText(NSString* string) {
  const char* const text = [string UTF8String];
  return text == nullptr ? "" : text;
}

std::filesystem::path ToPath(NSURL* url) { return ToText([url path]); }

std::string ToText(NSError* error) {
  if (error == nil) return "no reason given";
  return ToText([error localizedDescription]) + " (" + ToText([error domain]) + ", code " +
         std::to_string([error code]) + ")";
}

void CallFoundation(const ErrorContext& context, const std::function<void()>& action) {
  const AutoreleasePool pool;
  std::string raised;
  @try {
    action();
    return;
  } @catch (NSException* exception) {
    raised = ToText([exception name]) + ": " + ToText([exception reason]);
  }
  throw MeasurementError("Core ML raised " + raised, context);
}

}  // namespace tidemark::harness::core_ml
