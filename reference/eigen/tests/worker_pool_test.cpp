#include "reference/eigen/worker_pool.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

TEST(WorkerPool, RunsEveryTaskOnceOnAKnownWorker) {
  for (const int threads : {1, 2, 4}) {
    WorkerPool pool(threads);
    // Many short runs, so that helpers are caught between two of them.
    for (int tasks = 0; tasks < 200; ++tasks) {
      std::vector<std::atomic<int>> runs(static_cast<size_t>(tasks));
      std::atomic<bool> known = true;
      pool.Run(tasks, [&](int task, int worker) {
        ++runs[static_cast<size_t>(task)];
        if (worker < 0 || worker >= threads) known = false;
      });
      for (const auto& count : runs) ASSERT_EQ(count, 1);
      ASSERT_TRUE(known);
    }
  }
}

TEST(WorkerPool, OneThreadKeepsTheOrder) {
  WorkerPool pool(1);
  std::vector<int> order;
  pool.Run(4, [&](int task, int) { order.push_back(task); });
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3}));
}

TEST(WorkerPool, ThrowsWhatATaskThrewAndGoesOn) {
  WorkerPool pool(3);
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> ended = 0;
    EXPECT_THROW(pool.Run(10,
                          [&](int task, int) {
                            ++ended;
                            if (task == 4) throw std::runtime_error("task 4");
                          }),
                 std::runtime_error);
    EXPECT_EQ(ended, 10);
    std::atomic<int> after = 0;
    pool.Run(10, [&](int, int) { ++after; });
    EXPECT_EQ(after, 10);
  }
}

}  // namespace
}  // namespace tidemark::reference
