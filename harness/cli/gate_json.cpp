#include <nlohmann/json.hpp>

#include "harness/cli/gate_text.h"
#include "harness/report/json_text.h"
#include "harness/report/report_fields.h"

namespace tidemark::harness {

template <typename Fields, Of<Finding> T>
void Describe(Fields& fields, T& finding) {
  fields.Value("subject", std::string(NameOf(finding.subject)));
  fields.Text("cell", finding.cell);
  fields.Value("name", finding.name);
  fields.Value("verdict", std::string(NameOf(finding.verdict)));
  fields.Value("actual", finding.actual);
  fields.Value("limit", finding.limit);
  fields.Text("reason", finding.reason);
  fields.Optional("difference", finding.difference);
  fields.Optional("allowed_bytes", finding.allowed_bytes);
}

std::string GateJsonText(const GateResult& result) {
  FieldWriter fields;
  fields.Value("schema_version", 1);
  fields.Value("kind", std::string("tidemark.gate"));
  fields.Value("passed", result.passed());
  fields.Value("findings", result.findings);
  return JsonText(fields.Take());
}

}  // namespace tidemark::harness
