#include <nlohmann/json.hpp>

#include "harness/cli/comparison_text.h"
#include "harness/report/json_text.h"
#include "harness/report/report_fields.h"

namespace tidemark::harness {

template <typename Fields, Of<Mismatch> T>
void Describe(Fields& fields, T& mismatch) {
  fields.Value("what", mismatch.what);
  fields.Value("base", mismatch.base);
  fields.Value("head", mismatch.head);
}

template <typename Fields, Of<Change> T>
void Describe(Fields& fields, T& change) {
  constexpr std::string_view nobody = "no sample that ended well has it";
  fields.Value("base_cell", change.base_cell);
  fields.Value("head_cell", change.head_cell);
  fields.Value("backend", change.backend);
  fields.Nullable("phase", change.phase);
  fields.Value("metric", change.metric);
  fields.Value("direction", std::string(NameOf(change.direction())));
  fields.Measured("base_bytes", change.base, nobody);
  fields.Measured("head_bytes", change.head, nobody);
  fields.Measured("difference", change.difference, "one side does not have the figure");
}

std::string ComparisonJsonText(const Comparison& comparison) {
  FieldWriter fields;
  fields.Value("schema_version", 1);
  fields.Value("kind", std::string("tidemark.comparison"));
  fields.Value("mismatches", comparison.mismatches);
  fields.Value("changes", comparison.changes);
  fields.Value("only_in_base", comparison.only_in_base);
  fields.Value("only_in_head", comparison.only_in_head);
  return JsonText(fields.Take());
}

}  // namespace tidemark::harness
