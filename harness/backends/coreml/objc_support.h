#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_OBJC_SUPPORT_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_OBJC_SUPPORT_H_

// What C++ needs to deal with Objective-C objects. For Objective-C++ without automatic reference
// counting, which the runtime that checks these files elsewhere than on a Mac does not have. With
// that runtime no C++ exception is caught in an Objective-C++ file, though all pass through; where
// one is to be caught, that is done in C++.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#import <Foundation/Foundation.h>

#include "converter/error.h"

namespace tidemark::harness::core_ml {

// Owns one reference to an object.
template <typename Object>
class Retained {
 public:
  Retained() = default;
  explicit Retained(Object* object) : object_([object retain]) {}
  ~Retained() { [object_ release]; }
  Retained(Retained&& other) noexcept : object_(std::exchange(other.object_, nil)) {}
  Retained& operator=(Retained&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }

  Object* get() const { return object_; }

 private:
  Object* object_ = nil;
};

// Objects that were autoreleased during its life go with it, also when a C++ exception ends it,
// which an @autoreleasepool block leaves to the pool outside.
class AutoreleasePool {
 public:
  AutoreleasePool() : pool_([[NSAutoreleasePool alloc] init]) {}
  ~AutoreleasePool() { [pool_ drain]; }
  AutoreleasePool(const AutoreleasePool&) = delete;
  AutoreleasePool& operator=(const AutoreleasePool&) = delete;

 private:
  NSAutoreleasePool* pool_;
};

// Autoreleased.
NSString* ToObject(std::string_view text);
NSURL* ToUrl(const std::filesystem::path& path);

// Empty for nil.
std::string ToText(NSString* string);
std::filesystem::path ToPath(NSURL* url);

// `<localized description> (<domain>, code <code>)`.
std::string ToText(NSError* error);

// Calls `action` with an autorelease pool around it. An NSException that leaves it becomes a
// MeasurementError with its name and reason; C++ exceptions pass.
void CallFoundation(const ErrorContext& context, const std::function<void()>& action);

}  // namespace tidemark::harness::core_ml

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_OBJC_SUPPORT_H_
