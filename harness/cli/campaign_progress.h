#ifndef TIDEMARK_HARNESS_CLI_CAMPAIGN_PROGRESS_H_
#define TIDEMARK_HARNESS_CLI_CAMPAIGN_PROGRESS_H_

#include <string>

#include "harness/cli/progress_line.h"
#include "harness/measure/campaign.h"

namespace tidemark::harness {

// Tells on a terminal how far a campaign is.
class CampaignProgress final : public CampaignObserver {
 public:
  // `steps`: of all campaigns that are shown on the line.
  explicit CampaignProgress(int steps) : line_(steps) {}

  void BeginStep(const std::string& name) override { line_.BeginStep(name); }
  void Phase(const std::string& name) override { line_.Phase(name); }

 private:
  ProgressLine line_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_CAMPAIGN_PROGRESS_H_
