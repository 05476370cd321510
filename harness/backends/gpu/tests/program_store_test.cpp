#include "harness/backends/gpu/program_store.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"
#include "harness/backends/gpu/module_library.h"
#include "harness/backends/gpu/tests/gpu_or_skip.h"

namespace tidemark::harness::gpu {
namespace {

std::filesystem::path OnlyFileIn(const std::filesystem::path& folder) {
  return std::filesystem::directory_iterator(folder)->path();
}

// Was the program of a new evaluator in the store?
bool OpensWithKeptProgram(ProgramStore& store, bool half_storage = false) {
  static const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinyconv-v8");
  std::unique_ptr<Evaluator> evaluator;
  const auto failure =
      LoadModule(ModuleFile())
          .Open(
              tiny.network, [](converter::TensorId id) { return tiny.weights[id]; },
              {.half_storage = half_storage, .programs = &store}, evaluator);
  if (failure.has_value()) Throw(*failure);
  return evaluator->program_was_kept();
}

TEST(ProgramStore, FindsWhatItKept) {
  const testing::TempDir folder;
  ProgramStore store(folder.path());
  EXPECT_EQ(store.Find("a"), std::nullopt);
  store.Keep("a", "first");
  store.Keep("b", std::string("sec\0nd\n", 7));
  EXPECT_EQ(store.Find("a"), "first");
  EXPECT_EQ(store.Find("b"), std::string("sec\0nd\n", 7));
  store.Keep("a", "another");
  EXPECT_EQ(store.Find("a"), "another");
}

TEST(ProgramStore, DamagedProgramsAreNotFound) {
  const testing::TempDir folder;
  ProgramStore store(folder.path());
  store.Keep("a", "program");
  std::ofstream(OnlyFileIn(folder.path()), std::ios::app) << "x";
  EXPECT_EQ(store.Find("a"), std::nullopt);
  std::ofstream(OnlyFileIn(folder.path()), std::ios::trunc) << "";
  EXPECT_EQ(store.Find("a"), std::nullopt);
}

TEST(ProgramStore, AFolderThatCannotBeWrittenIsNoError) {
  const testing::TempDir folder;
  ProgramStore store(folder.path() / "missing");
  store.Keep("a", "program");
  EXPECT_EQ(store.Find("a"), std::nullopt);
}

TEST(ProgramStore, KernelsAreCompiledOnceForEachUse) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TempDir folder;
  ProgramStore store(folder.path());
  EXPECT_FALSE(OpensWithKeptProgram(store));
  EXPECT_TRUE(OpensWithKeptProgram(store));
  EXPECT_FALSE(OpensWithKeptProgram(store, true)) << "kernels for halves are others";
  EXPECT_TRUE(OpensWithKeptProgram(store, true));
  EXPECT_TRUE(OpensWithKeptProgram(store));
}

TEST(ProgramStore, WhatTheDriverRefusesIsCompiledAgain) {
  TIDEMARK_GPU_OR_SKIP();
  // Whatever the key.
  class Nonsense final : public ProgramCache {
   public:
    std::optional<std::string> Find(std::string_view) override { return "no program"; }
    void Keep(std::string_view, std::string_view program) override { kept = program; }
    std::string kept;
  } nonsense;
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinyconv-v8");
  std::unique_ptr<Evaluator> evaluator;
  const auto failure =
      LoadModule(ModuleFile())
          .Open(
              tiny.network, [&](converter::TensorId id) { return tiny.weights[id]; },
              {.programs = &nonsense}, evaluator);
  ASSERT_FALSE(failure.has_value()) << failure->message;
  EXPECT_FALSE(evaluator->program_was_kept());
  EXPECT_FALSE(nonsense.kept.empty());
}

}  // namespace
}  // namespace tidemark::harness::gpu
