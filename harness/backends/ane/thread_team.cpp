#include "harness/backends/ane/thread_team.h"

namespace tidemark::harness::ane {

ThreadTeam::ThreadTeam(int threads) {
  for (int i = 1; i < threads; ++i) {
    workers_.emplace_back([this, i] { Work(static_cast<size_t>(i)); });
  }
}

ThreadTeam::~ThreadTeam() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  work_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadTeam::Run(size_t parts, const Task& task) {
  if (workers_.empty() || parts <= 1) {
    for (size_t part = 0; part < parts; ++part) task(part, 0);
    return;
  }
  std::unique_lock lock(mutex_);
  task_ = &task;
  parts_ = parts;
  next_ = 0;
  work_.notify_all();
  TakeParts(lock, 0);
  done_.wait(lock, [this] { return running_ == 0; });
  task_ = nullptr;
}

void ThreadTeam::TakeParts(std::unique_lock<std::mutex>& lock, size_t worker) {
  while (next_ < parts_) {
    const size_t part = next_++;
    ++running_;
    const Task& task = *task_;
    lock.unlock();
    task(part, worker);
    lock.lock();
    --running_;
  }
  if (running_ == 0) done_.notify_one();
}

void ThreadTeam::Work(size_t worker) {
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [this] { return stop_ || next_ < parts_; });
    if (stop_) return;
    TakeParts(lock, worker);
  }
}

}  // namespace tidemark::harness::ane
