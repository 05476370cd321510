#ifndef TIDEMARK_CONVERTER_LAYOUT_ELEMENTARY_H_
#define TIDEMARK_CONVERTER_LAYOUT_ELEMENTARY_H_

namespace tidemark::converter {

// Elementary functions whose last bit is the same on every machine, as those of a C library are
// not: sums, products and quotients of doubles, rounded one by one. The file that defines them is
// compiled without contraction. Errors are below 2^-45, relative to the larger of 1 and the result.

// Angles beyond this many radians are refused: a float that large is no longer an angle.
inline constexpr double kLargestAngle = 1 << 20;

// For |angle| <= kLargestAngle.
double PortableSine(double angle);
double PortableCosine(double angle);

// base^exponent for 0 < base < infinity, if the result is a normal number.
double PortablePower(double base, double exponent);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_ELEMENTARY_H_
