#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/report/json_report.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::ReadStrictJson;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::filesystem::path kScenarios = std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios";

// Holds documents against the schemas in scenarios/, as far as these use JSON Schema: a keyword
// that is not known here is an error. Remembers which properties documents made use of.
class SchemaWalk {
 public:
  SchemaWalk() {
    for (const char* file : {"report.schema.json", "sample.schema.json", "scenario.schema.json"}) {
      schemas_[file] = ReadStrictJson(kScenarios / file);
    }
  }

  // What is wrong with `value`, one line each.
  std::vector<std::string> ErrorsOf(const Json& value) {
    errors_.clear();
    Walk("report.schema.json", schemas_.at("report.schema.json"), value, "");
    return errors_;
  }

  // Properties of the report's and the sample's schema that no document has had so far.
  std::vector<std::string> UnusedProperties() const {
    std::vector<std::string> unused;
    for (const char* file : {"report.schema.json", "sample.schema.json"}) {
      Collect(schemas_.at(file), file, unused);
    }
    return unused;
  }

 private:
  void Walk(const std::string& file, const Json& schema, const Json& value,
            const std::string& place) {
    for (const auto& [keyword, rule] : schema.items()) {
      if (keyword == "$ref") {
        Follow(file, rule.get<std::string>(), value, place);
      } else if (keyword == "type") {
        Require(HasType(rule, value), place + " has a wrong type: " + value.dump());
      } else if (keyword == "const") {
        Require(value == rule, place + " is not " + rule.dump());
      } else if (keyword == "enum") {
        Require(std::find(rule.begin(), rule.end(), value) != rule.end(), place + " is unlisted");
      } else if (keyword == "minimum") {
        Require(!value.is_number() || value.get<double>() >= rule, place + " is too small");
      } else if (keyword == "maximum") {
        Require(!value.is_number() || value.get<double>() <= rule, place + " is too large");
      } else if (keyword == "oneOf") {
        WalkAlternatives(file, rule, value, place);
      } else if (keyword == "anyOf") {
        WalkAlternatives(file, rule, value, place);
      } else if (keyword == "not") {
        WalkForbidden(file, rule, value, place);
      } else if (keyword == "required") {
        for (const Json& key : rule) {
          Require(value.contains(key.get<std::string>()), place + " lacks " + key.dump());
        }
      } else if (keyword == "items" && value.is_array()) {
        for (const Json& item : value) Walk(file, rule, item, place + "[]");
      } else if (!kElsewhere.contains(keyword)) {
        errors_.push_back(place + ": the keyword " + keyword + " is not known");
      }
    }
    if (value.is_object()) WalkMembers(file, schema, value, place);
  }

  void WalkMembers(const std::string& file, const Json& schema, const Json& value,
                   const std::string& place) {
    for (const auto& [key, member] : value.items()) {
      const std::string where = place + "." + key;
      if (schema.contains("properties") && schema.at("properties").contains(key)) {
        const Json& rule = schema.at("properties").at(key);
        used_.insert(&rule);
        Walk(file, rule, member, where);
        continue;
      }
      bool matched = false;
      const Json patterns = schema.value("patternProperties", Json::object());
      for (const auto& [pattern, rule] : patterns.items()) {
        if (!std::regex_search(key, std::regex(pattern))) continue;
        matched = true;
        Walk(file, rule, member, where);
      }
      if (matched || !schema.contains("additionalProperties")) continue;
      const Json& rest = schema.at("additionalProperties");
      if (rest.is_boolean()) {
        Require(rest.get<bool>(), where + " is no property");
      } else {
        Walk(file, rest, member, where);
      }
    }
  }

  void WalkAlternatives(const std::string& file, const Json& alternatives, const Json& value,
                        const std::string& place) {
    const std::vector<std::string> before = errors_;
    std::vector<std::string> found;
    for (const Json& alternative : alternatives) {
      errors_.clear();
      Walk(file, alternative, value, place);
      if (errors_.empty()) {
        errors_ = before;
        return;
      }
      found = errors_;
    }
    errors_ = before;
    errors_.insert(errors_.end(), found.begin(), found.end());
  }

  void WalkForbidden(const std::string& file, const Json& forbidden, const Json& value,
                     const std::string& place) {
    const std::vector<std::string> before = errors_;
    errors_.clear();
    Walk(file, forbidden, value, place);
    const bool fits = errors_.empty();
    errors_ = before;
    Require(!fits, place + " is what it must not be");
  }

  void Follow(const std::string& file, const std::string& reference, const Json& value,
              const std::string& place) {
    const size_t hash = reference.find('#');
    const std::string target = hash == 0 ? file : reference.substr(0, hash);
    const std::string pointer = hash == std::string::npos ? "" : reference.substr(hash + 1);
    Walk(target, schemas_.at(target).at(Json::json_pointer(pointer)), value, place);
  }

  static bool HasType(const Json& types, const Json& value) {
    if (types.is_array()) {
      return std::any_of(types.begin(), types.end(),
                         [&](const Json& type) { return HasType(type, value); });
    }
    const std::string type = types;
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "null" && value.is_null()) || (type == "number" && value.is_number()) ||
           (type == "integer" && value.is_number_integer());
  }

  void Collect(const Json& schema, const std::string& place,
               std::vector<std::string>& unused) const {
    if (!schema.is_structured()) return;
    for (const auto& [key, value] : schema.items()) {
      if (schema.is_object() && key == "properties") {
        for (const auto& [name, rule] : value.items()) {
          if (!used_.contains(&rule)) unused.push_back(place + "." + name);
        }
      }
      Collect(value, place + "/" + key, unused);
    }
  }

  void Require(bool holds, const std::string& error) {
    if (!holds) errors_.push_back(error);
  }

  // Keywords that say nothing about a value, or that belong to a keyword above.
  static inline const std::set<std::string> kElsewhere = {"$schema",
                                                          "title",
                                                          "description",
                                                          "$defs",
                                                          "default",
                                                          "properties",
                                                          "items",
                                                          "pattern",
                                                          "minLength",
                                                          "minItems",
                                                          "maxItems",
                                                          "minProperties",
                                                          "maxProperties",
                                                          "uniqueItems",
                                                          "propertyNames",
                                                          "patternProperties",
                                                          "additionalProperties",
                                                          "dependentRequired"};

  std::map<std::string, Json> schemas_;
  std::set<const Json*> used_;
  std::vector<std::string> errors_;
};

TEST(ReportSchema, DescribesEveryKeyOfAReportAndNoOther) {
  SchemaWalk walk;
  EXPECT_THAT(walk.ErrorsOf(ReportToJson(testing::HandMadeReport())), IsEmpty());
  Report report = testing::HandMadeReport();
  report.runs[0].samples[1].exit.message = "out of luck";
  report.shard = Shard{.index = 2, .count = 3};
  report.checks[1].run = "off/ane";
  report.runs[1].backends = {{.backend = "gpu",
                              .device = "Some GPU",
                              .precision = "fp32",
                              .device_weight_bytes = 1,
                              .device_activation_bytes = 2,
                              .evaluate_s = report.runs[0].summary.evaluate_s,
                              .errors = {*report.runs[1].error}}};
  report.runs[1].inactive_levers = {{.lever = "release_weights", .reason = "a GPU"}};
  report.runs[0].artifact->tier = "mixed";
  report.runs[0].artifact->derived = {
      {.what = "rotary sines", .layer = "rope", .bytes = 64, .unshared_bytes = 128}};
  EXPECT_THAT(walk.ErrorsOf(ReportToJson(report)), IsEmpty());
  EXPECT_THAT(walk.ErrorsOf(ReportToJson(testing::HandMadeCommandReport())), IsEmpty());
  EXPECT_THAT(walk.ErrorsOf(ReportToJson(testing::HandMadeProfiledReport())), IsEmpty());
  EXPECT_THAT(walk.UnusedProperties(), IsEmpty());
}

TEST(ReportSchema, RefusesWhatIsNotInTheReport) {
  SchemaWalk walk;
  Json json = ReportToJson(testing::HandMadeReport());
  json["runs"][0]["samples"][0]["rss"] = 5;
  json["runs"][1].erase("backend");
  json["checks"][0]["status"] = "maybe";
  json["model"]["file_bytes"] = "many";
  EXPECT_THAT(walk.ErrorsOf(json),
              ElementsAre(".model.file_bytes has a wrong type: \"many\"",
                          ".runs[].samples[].rss is no property", ".runs[] lacks \"backend\"",
                          ".checks[].status is unlisted"));
}

}  // namespace
}  // namespace tidemark::harness
