#include "reference/cases/case_texts.h"

#include <span>

namespace tidemark::reference {

CaseTexts::CaseTexts(Keep keep) {
  if (keep == Keep::kInFile) file_ = std::make_unique<converter::ScratchFile>();
}

size_t CaseTexts::Add(std::string_view text) {
  if (file_ == nullptr) {
    texts_.emplace_back(text);
    return texts_.size() - 1;
  }
  places_.push_back({.offset = file_->size(), .size = text.size()});
  file_->Append(std::as_bytes(std::span(text)));
  return places_.size() - 1;
}

std::string CaseTexts::Get(size_t number) const {
  if (file_ == nullptr) return texts_[number];
  std::string text(places_[number].size, '\0');
  file_->Read(places_[number].offset, std::as_writable_bytes(std::span(text)));
  return text;
}

}  // namespace tidemark::reference
