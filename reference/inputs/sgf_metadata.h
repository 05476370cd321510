#ifndef TIDEMARK_REFERENCE_INPUTS_SGF_METADATA_H_
#define TIDEMARK_REFERENCE_INPUTS_SGF_METADATA_H_

#include <cstdint>
#include <string_view>

namespace tidemark::reference {

// Who plays, for networks that imitate people.
struct SgfPlayer {
  // The best rank, 9 dan, is 1, 1 dan is 9, 1 kyu is 10; 0 where it is not known or means nothing.
  int inverse_rank = 0;
  bool unranked = false;
  bool rank_unknown = false;
  bool human = false;
};

enum class TimeControl : uint8_t {
  kUnknown,
  kNone,
  kAbsolute,
  kSimple,
  kByoYomi,
  kCanadian,
  kFischer
};

enum class SgfSource : uint8_t { kNone, kOgs, kKgs, kFox, kTygem, kGoGod, kGo4Go };

// What networks with a metadata encoder are told of a game: the players, the time they have, and
// when and where it is played.
struct SgfMetadata {
  SgfPlayer black = {};
  SgfPlayer white = {};
  bool unrated = false;
  bool ratedness_unknown = false;
  TimeControl time_control = TimeControl::kUnknown;
  double main_time_s = 0;
  double period_time_s = 0;
  int byo_yomi_periods = 0;
  int canadian_moves = 0;
  // Days from 1970-01-01 to the date.
  int64_t day = 0;
  SgfSource source = SgfSource::kNone;
};

// The profile that KataGo's backend-error test evaluates such networks with.
inline constexpr std::string_view kDefaultMetadataProfile = "preaz_5k";

// A profile by its name in KataGo: "rank_5k", "preaz_9d", "rank_3d_1k" (Black, White),
// "proyear_1990". Throws UsageError that tells the forms.
SgfMetadata MetadataProfile(std::string_view name);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_SGF_METADATA_H_
