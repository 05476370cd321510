#include "reference/cases/case_reader.h"

#include <string>
#include <utility>
#include <vector>

#include "converter/io/read_file.h"
#include "reference/cases/case_document.h"
#include "reference/cases/tensor_stream.h"

namespace tidemark::reference {

CaseSet ReadCases(const std::filesystem::path& directory, Keep keep) {
  const std::filesystem::path file = directory / "cases.json";
  CaseDocument document =
      ParseCaseDocument(converter::ReadWholeFile(file, kCaseLimits.bytes), file.string());
  std::unique_ptr<CaseValues> values = MakeCaseValues(keep);
  ReadTensorStream(directory / document.tensor_file, document.end(), *values);
  return CaseSet(std::move(document), std::move(values), file.string());
}

}  // namespace tidemark::reference
