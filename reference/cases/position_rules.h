#ifndef TIDEMARK_REFERENCE_CASES_POSITION_RULES_H_
#define TIDEMARK_REFERENCE_CASES_POSITION_RULES_H_

#include "converter/io/json_value.h"

namespace tidemark::reference {

// Can a game under these rules end without a result? It can if the ko rule is SIMPLE or the scoring
// is TERRITORY.
//
// `rules` is an object with `ko` (SIMPLE, POSITIONAL, SITUATIONAL, SPIGHT; by default POSITIONAL)
// and `scoring` or `score` (AREA, TERRITORY; by default AREA), or the name of a preset
// ("tromp-taylor", "japanese", in any case). Throws FormatError for anything else.
bool NoResultPossible(const converter::JsonValue& rules);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_POSITION_RULES_H_
