#include "converter/layout/computed_table.h"

#include <algorithm>
#include <memory>

#include "converter/error.h"
#include "converter/layout/rotary_table.h"

namespace tidemark::converter {
namespace {

using HeldAngles = std::shared_ptr<const RotaryTable>;

HeldAngles MakeAngles(std::span<const float> frequencies, uint64_t kv_heads, uint64_t heads,
                      const Storage& storage) {
  return std::make_shared<RotaryTable>(std::vector<float>(frequencies.begin(), frequencies.end()),
                                       kv_heads, heads, storage);
}

ComputedTable Rows(BlobForm form, const HeldAngles& angles, RotaryTable::Function function) {
  return {std::move(form), [angles, function](uint64_t row, std::span<float> values) {
            angles->Fill(function, row, values);
          }};
}

// +1 and -1 beside the diagonal.
void FillRotation(uint64_t row, std::span<float> values) {
  std::ranges::fill(values, 0.0F);
  values[row ^ 1] = row % 2 == 0 ? 1.0F : -1.0F;
}

}  // namespace

void CheckTableBytes(uint64_t bytes, const std::string& layer) {
  if (bytes <= kMostTableBytes) return;
  throw FormatError("tables of rotary angles would take more than " +
                        std::to_string(kMostTableBytes >> 20) + " MiB",
                    {.layer = layer});
}

std::vector<ComputedTable> TablesOf(const TensorSpec& tensor, std::span<const float> frequencies,
                                    const Storage& storage) {
  const std::vector<BlobForm> forms = FormsOf(tensor, storage);
  std::vector<ComputedTable> tables;
  try {
    for (size_t i = 0; i < forms.size(); i += 2) {
      const uint64_t heads = forms[i].shape[1];
      const HeldAngles angles = MakeAngles(frequencies, tensor.shape[0], heads, storage);
      tables.push_back(Rows(forms[i], angles, RotaryTable::Function::kCosine));
      tables.push_back(Rows(forms[i + 1], angles, RotaryTable::Function::kSine));
    }
  } catch (const FormatError& error) {
    throw FormatError(error.message(), {.layer = tensor.layer});
  }
  return tables;
}

ComputedTable TableOf(const SharedTable& table, const Storage& storage) {
  const BlobForm form = FormOf(table, storage);
  if (table.kind == SharedTable::Kind::kPairRotation) return {form, FillRotation};
  const std::vector<float> frequencies =
      FixedFrequencies(table.theta, static_cast<uint64_t>(table.q_width));
  try {
    return Rows(form, MakeAngles(frequencies, 1, 1, storage),
                table.kind == SharedTable::Kind::kCosines ? RotaryTable::Function::kCosine
                                                          : RotaryTable::Function::kSine);
  } catch (const FormatError& error) {
    throw FormatError("the theta of a rotary embedding is too small: " + error.message());
  }
}

}  // namespace tidemark::converter
