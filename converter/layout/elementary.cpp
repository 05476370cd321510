#include "converter/layout/elementary.h"

#include <cmath>

namespace tidemark::converter {
namespace {

// pi / 2 in three parts. The first two have 33 bits, so that their products with a number of
// quarter turns of up to 20 bits are exact.
constexpr double kQuarterHigh = 0x1.921fb544p+0;
constexpr double kQuarterMiddle = 0x1.0b4611a6p-34;
constexpr double kQuarterLow = 0x1.3198a2e037073p-69;
constexpr double kQuartersPerRadian = 0x1.45f306dc9c883p-1;

// ln 2 in two parts, the first of 32 bits.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

constexpr double kSqrtHalf = 0x1.6a09e667f3bcdp-1;

// The Taylor series x - x^3/3! + x^5/5! - ... for |x| <= pi / 4; the first term left out is below
// 2^-62.
double SineSeries(double x) {
  const double square = x * x;
  double term = x;
  double sum = 0;
  for (int k = 1; k <= 19; k += 2) {
    sum += term;
    term = -term * square / ((k + 1) * (k + 2));
  }
  return sum;
}

// 1 - x^2/2! + x^4/4! - ...
double CosineSeries(double x) {
  const double square = x * x;
  double term = 1;
  double sum = 0;
  for (int k = 0; k <= 18; k += 2) {
    sum += term;
    term = -term * square / ((k + 1) * (k + 2));
  }
  return sum;
}

// rest + quarters * pi / 2, with |rest| <= pi / 4.
struct Angle {
  double rest = 0;
  long quarters = 0;
};

Angle Turned(double angle) {
  const double count = std::floor(angle * kQuartersPerRadian + 0.5);
  return {((angle - count * kQuarterHigh) - count * kQuarterMiddle) - count * kQuarterLow,
          static_cast<long>(count)};
}

double SineOf(const Angle& angle) {
  const bool is_odd = (angle.quarters & 1) != 0;
  const double value = is_odd ? CosineSeries(angle.rest) : SineSeries(angle.rest);
  return (angle.quarters & 2) != 0 ? -value : value;
}

// ln of a positive number, as ln(m * 2^e) = e ln 2 + 2 atanh((m - 1) / (m + 1)), m near 1.
double Logarithm(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < kSqrtHalf) {
    mantissa *= 2;
    --exponent;
  }
  const double ratio = (mantissa - 1) / (mantissa + 1);
  const double square = ratio * ratio;
  double power = ratio;
  double sum = 0;
  for (int k = 1; k <= 25; k += 2) {
    sum += power / k;
    power *= square;
  }
  return exponent * kLn2High + (exponent * kLn2Low + 2 * sum);
}

double Exponential(double x) {
  const double count = std::floor(x / (kLn2High + kLn2Low) + 0.5);
  const double rest = (x - count * kLn2High) - count * kLn2Low;
  double term = 1;
  double sum = 0;
  for (int k = 1; k <= 18; ++k) {
    sum += term;
    term = term * rest / k;
  }
  return std::ldexp(sum, static_cast<int>(count));
}

}  // namespace

double PortableSine(double angle) { return SineOf(Turned(angle)); }

double PortableCosine(double angle) {
  Angle turned = Turned(angle);
  ++turned.quarters;
  return SineOf(turned);
}

double PortablePower(double base, double exponent) {
  return Exponential(exponent * Logarithm(base));
}

}  // namespace tidemark::converter
