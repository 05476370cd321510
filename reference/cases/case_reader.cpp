#include "reference/cases/case_reader.h"

#include <memory>
#include <utility>

#include "reference/cases/case_document.h"
#include "reference/cases/tensor_stream.h"

namespace tidemark::reference {

CaseSet ReadCases(const std::filesystem::path& directory, Keep keep) {
  const std::filesystem::path file = directory / "cases.json";
  CaseDocument document = ReadCaseDocument(file, keep);
  std::unique_ptr<CaseValues> values = MakeCaseValues(keep);
  ReadTensorStream(directory / document.tensor_file, document.end(), *values);
  return CaseSet(std::move(document), std::move(values), file.string());
}

}  // namespace tidemark::reference
