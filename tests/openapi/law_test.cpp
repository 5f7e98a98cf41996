#include "tests/openapi/corpus.hpp"

#include "runner/openapi/api.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/read_body.hpp"
#include "runner/openapi/serialise.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>

#include <gtest/gtest.h>

// The law of both ways: what is written of a value reads back as that value, and it fits its schema. Over
// every parameter and request body of the documents of others, and of our own.

namespace conform {
namespace {

namespace fs = std::filesystem;
using test::documents_in;
using test::text_of;

/// What forms, XML and styles cannot say: a member that is null or empty is not there at all.
Value without_nothing(const Value& value) {
  if (value.is_array()) {
    Array items;
    for (const Value& item : value.array())
      items.push_back(without_nothing(item));
    return items;
  }
  if (!value.is_object()) return value;
  Object members;
  for (const Member& member : value.object()) {
    const Value kept = without_nothing(member.value);
    const bool is_nothing = kept.is_null() || (kept.is_array() && kept.array().empty()) ||
                            (kept.is_object() && kept.object().empty());
    if (!is_nothing) members.add(member.key, kept);
  }
  return members;
}

std::vector<Value> values_for(const std::vector<Example>& examples, const Schema& schema) {
  std::vector<Value> values;
  for (const Example& example : examples)
    if (schema.accepts(example.value, Direction::request)) values.push_back(example.value);
  for (const auto size : {SampleWish::Size::typical, SampleWish::Size::random}) {
    auto sample = schema.sample({size, 7, Direction::request});
    if (auto* value = std::get_if<Value>(&sample)) values.push_back(std::move(*value));
  }
  return values;
}

struct Tally {
  std::size_t kept = 0;
  std::size_t unwritable = 0;
  std::vector<std::string> broken{};

  /// `again` is how the value that was read is written: two values of one form, such as `x` and `[x]` where
  /// a style has both, cannot be told apart.
  struct Trip {
    std::string what{};
    Value value{};
    Value back{};
    std::string written{};
    std::string again{};
  };
  void add(const Trip& trip, const Schema& schema) {
    const bool fits = schema.accepts(trip.back, Direction::request);
    const bool is_same = without_nothing(trip.value) == without_nothing(trip.back);
    if (fits && (is_same || trip.written == trip.again)) {
      ++kept;
    } else if (!schema.accepts(without_nothing(trip.value), Direction::request)) {
      ++unwritable;  // a required member is empty
    } else {
      broken.push_back(trip.what + (fits ? "" : " (unfit)") + ": " + to_json(trip.value).substr(0, 900) +
                       " became " + to_json(trip.back).substr(0, 900));
    }
  }
};

void check(const Parameter& parameter, const std::string& where, Tally& tally) {
  const SchemaPtr& schema = parameter.content ? parameter.content->schema : parameter.schema;
  if (!schema) return;
  for (const Value& value : values_for(parameter.examples, *schema)) {
    const auto written = serialise_parameter(parameter, value);
    if (written.index() != 0) {
      ++tally.unwritable;
      continue;
    }
    const std::string& text = std::get<std::string>(written);
    // Nothing of an empty list is sent in a query.
    if (text.empty() && parameter.in == ParameterIn::query) {
      ++tally.unwritable;
      continue;
    }
    const auto read = read_parameter(parameter, text);
    const std::string what = where + " " + parameter.name + " as " + text.substr(0, 200);
    if (const auto* back = std::get_if<Value>(&read)) {
      const auto again = serialise_parameter(parameter, *back);
      tally.add({what, value, *back, text, again.index() == 0 ? std::get<std::string>(again) : ""}, *schema);
    } else {
      tally.broken.push_back(what + ": " + std::get<CannotSerialise>(read).why);
    }
  }
}

void check(const MediaType& media_type, const std::string& where, Tally& tally) {
  if (!media_type.schema) return;
  for (const Value& value : values_for(media_type.examples, *media_type.schema)) {
    const auto written = serialise_body(media_type, value);
    if (written.index() != 0) {
      ++tally.unwritable;
      continue;
    }
    const Body& body = std::get<Body>(written);
    const auto read = read_body(media_type, body.content_type, body.content, Direction::request);
    const std::string what = where + " " + media_type.name + " as " + body.content.substr(0, 300);
    if (const auto* back = std::get_if<Value>(&read)) {
      const auto again = serialise_body(media_type, *back);
      tally.add({what, value, *back, body.content, again.index() == 0 ? std::get<Body>(again).content : "-"},
                *media_type.schema);
    } else {
      tally.broken.push_back(what + ": " + std::get<Unreadable>(read).why);
    }
  }
}

Tally check_all(const std::vector<fs::path>& paths) {
  Tally tally;
  for (const fs::path& path : paths) {
    Library library({.folders = {path.parent_path().string()}});
    Diagnostics diagnostics;
    const auto source = std::make_shared<const Source>(Source{path.string(), text_of(path)});
    const Document* const document = library.open(source, diagnostics);
    const auto api = document != nullptr ? load_api(*document, library, diagnostics) : std::nullopt;
    if (!api) continue;
    for (const Operation& operation : api->operations) {
      const std::string where = path.filename().string() + " " + operation.name();
      for (const Parameter& parameter : operation.parameters)
        check(parameter, where, tally);
      const auto& body = operation.request_body;
      for (std::size_t at = 0; body && at < body->content.size(); ++at)
        check(body->content[at], where, tally);
    }
  }
  std::cout << tally.kept << " values kept the law, " << tally.broken.size() << " broke it, "
            << tally.unwritable << " have no form\n";
  for (const std::string& one : tally.broken)
    std::cout << "  " << one << "\n";
  return tally;
}

TEST(BothWays, KeepTheValuesOfOurOwnDocuments) {
  const Tally tally = check_all(documents_in(CONFORM_SOURCE_DIR "/specs"));
  EXPECT_TRUE(tally.broken.empty());
}

TEST(BothWays, KeepTheValuesOfTheDocumentsOfOthers) {
  if (!fs::is_directory(test::corpus)) std::cout << "Left out: ../shared/corpus is not here.\n";
  std::vector<fs::path> paths;
  for (const std::string_view folder : {"oas-examples", "targets", "real-world"})
    std::ranges::copy(documents_in(test::corpus / folder), std::back_inserter(paths));
  const Tally tally = check_all(paths);
  // In the document of S3 the elements of `Event` and of `Events` have the same name, `Event`. Discord has
  // the whole form in an `anyOf`, which does not tell the member of a form that should be read otherwise.
  constexpr std::array<std::string_view, 2> known = {"amazonaws.com_s3.json PUT /{Bucket}#notification",
                                                     "discord-3.1.json POST /webhooks/{webhook_id}"};
  for (const std::string& one : tally.broken) {
    EXPECT_TRUE(std::ranges::any_of(known, [&](std::string_view mark) {
      return one.find(mark) < one.size();
    })) << one;
  }
  EXPECT_LE(tally.broken.size(), 4U);
}

}  // namespace
}  // namespace conform
