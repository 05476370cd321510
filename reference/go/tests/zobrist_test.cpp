#include "reference/go/zobrist.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

TEST(Zobrist, TextIsTheHighWordFirst) {
  EXPECT_EQ(ToHex({.low = 0x0123456789abcdef, .high = 0xfedcba9876543210}),
            "FEDCBA98765432100123456789ABCDEF");
  EXPECT_EQ(ToHex({.low = 1, .high = 2}), "00000000000000020000000000000001");
}

TEST(Zobrist, HashesCombineByExclusiveOr) {
  const Hash128 a = {.low = 0b0110, .high = 0b0011};
  const Hash128 b = {.low = 0b0101, .high = 0b1001};
  EXPECT_EQ(a ^ b, (Hash128{.low = 0b0011, .high = 0b1010}));
  EXPECT_EQ(a ^ b ^ b, a);
  EXPECT_NE(a, (Hash128{.low = 0b0110, .high = 0}));
  EXPECT_NE(a, (Hash128{.low = 0, .high = 0b0011}));
}

TEST(Zobrist, TablesAreKataGos) {
  const Zobrist& tables = ZobristTables();
  EXPECT_EQ(ToHex(tables.Player(Color::kBlack)), "8A2A2A2FF24DBB6DC535F97FD0CC7E76");
  EXPECT_EQ(ToHex(tables.Player(Color::kWhite)), "D3C1C132E034DCB0392045E5C8D9BD73");
  EXPECT_EQ(ToHex(tables.encore[0]), "F4B593539CD89728AD00229EC323B548");
  // Location 21 is the first point of a board of 19 columns.
  EXPECT_EQ(ToHex(tables.Stone(21, Color::kBlack)), "8FA2C21BFD03E0C9FA250F737D510629");
  EXPECT_EQ(ToHex(tables.Stone(21, Color::kWhite)), "70C7781CA8B1A5F7A2BB48A79D586016");
  EXPECT_EQ(ToHex(tables.ko_location[21]), "5E5479B678CC392C0099B8B227A0EAA7");
  EXPECT_EQ(ToHex(tables.width[19]), "C85AFEF8C5DF924A13F04AAA3D5E3C3B");
  EXPECT_EQ(ToHex(tables.height[19]), "05913F0DD10874CAE93D68CA497B5A08");
  // Computed apart, in another language.
  EXPECT_EQ(ToHex(tables.encore[2]), "8D365438010D34A97919B77C1D84A714");
  EXPECT_EQ(ToHex(tables.ko_mark[21][1]), "6F76E8418BF0A229428768EC9E2F4778");
  EXPECT_EQ(ToHex(tables.ko_mark[420][2]), "C58634B8BEA47CFF9C0D20334BF90764");
  EXPECT_EQ(ToHex(tables.ko_location[420]), "BA91BBA7BFB754F8C01A681A57426668");
  EXPECT_EQ(ToHex(tables.second_encore_start[21][1]), "5F055662C356D5BA394EAAED5023AF40");
  EXPECT_EQ(ToHex(tables.second_encore_start[420][2]), "557D11B1116426AC3B8F059C66292E9D");
  EXPECT_EQ(ToHex(tables.height[2]), "1186344614AE9A445FE85E6A240B336B");
}

TEST(Zobrist, EveryConstantIsAnother) {
  const Zobrist& tables = ZobristTables();
  std::set<std::string> seen;
  size_t count = 0;
  const auto add = [&](const Hash128& hash) {
    seen.insert(ToHex(hash));
    ++count;
  };
  for (const Hash128& hash : tables.player) add(hash);
  for (const Hash128& hash : tables.encore) add(hash);
  for (const Hash128& hash : tables.width) add(hash);
  for (const Hash128& hash : tables.height) add(hash);
  for (size_t location = 0; location < kLocations; ++location) {
    add(tables.ko_location[location]);
    for (const size_t color : {1U, 2U}) {
      add(tables.stone[location][color]);
      add(tables.ko_mark[location][color]);
      add(tables.second_encore_start[location][color]);
    }
  }
  EXPECT_EQ(seen.size(), count);
}

}  // namespace
}  // namespace tidemark::reference
