#ifndef TIDEMARK_CONVERTER_MIL_TARGET_H_
#define TIDEMARK_CONVERTER_MIL_TARGET_H_

namespace tidemark::converter {

// The oldest systems that a package is for.
enum class Target {
  kMacOs12,  // and iOS 15: opset CoreML5
  kMacOs15,  // and iOS 18: opset CoreML8, which has attention as one operation
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_TARGET_H_
