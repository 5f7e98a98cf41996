#include "tests/servers/golden.hpp"

#include "runner/document/document.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <stdexcept>
#include <tuple>

namespace conform::testing {
namespace {

const std::filesystem::path tables = CONFORM_SOURCE_DIR "/tests/servers/golden";

using Names = std::vector<std::string>;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

/// The texts of a list; of a map the keys, each of which has its reason.
std::vector<std::string> texts_of(const Value* list) {
  std::vector<std::string> texts;
  if (list == nullptr) return texts;
  if (list->is_object()) {
    for (const Member& member : list->object())
      if (member.value.is_string()) texts.push_back(member.key);
    return texts;
  }
  for (const Value& each : list->array())
    texts.push_back(each.string());
  return texts;
}

Broken entry_of(const Member& entry, const std::string& server) {
  const Value& value = entry.value;
  Broken broken;
  broken.rule = entry.key;
  broken.weight = value.text("weight");
  broken.by = value.text("by", server);
  broken.cases = texts_of(value.find("in"));
  broken.but = texts_of(value.find("but"));
  broken.sent = lines_of(value.text("sent"));
  broken.answer = lines_of(value.text("answer"));
  broken.lacks = value.text("lacks");
  broken.because = value.text("because");
  return broken;
}

bool begins_with_field(const std::string& line, const std::string& name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return false;
  return std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  });
}

bool matches(const std::string& line, const std::string& wanted) {
  constexpr std::string_view rest = "…";
  if (!wanted.ends_with(rest)) return line == wanted;
  return line.starts_with(wanted.substr(0, wanted.size() - rest.size()));
}

/// The first of the lines that is not in the text after the ones before it; empty when all are.
std::string first_not_in(const std::string& text, const std::vector<std::string>& wanted) {
  const std::vector<std::string> lines = lines_of(text);
  auto from = lines.begin();
  for (const std::string& each : wanted) {
    from = std::find_if(from, lines.end(), [&each](const std::string& line) { return matches(line, each); });
    if (from == lines.end()) return each;
    ++from;
  }
  return {};
}

std::string shortened_bytes(const std::string& bytes) { return bytes.substr(0, 600); }

/// What the table says of the bytes and they do not show.
std::string faults_of_proof(const Broken& broken, const Found& found) {
  std::string faults;
  const std::string request = first_not_in(found.sent, broken.sent);
  const std::string answer = first_not_in(found.received, broken.answer);
  if (!request.empty()) faults += "  the request has no line `" + request + "`\n";
  if (!answer.empty()) faults += "  the answer has no line `" + answer + "`\n";
  for (const std::string& line : lines_of(found.received))
    if (!broken.lacks.empty() && begins_with_field(line, broken.lacks)) faults += "  it has `" + line + "`\n";
  if (!faults.empty()) faults += shortened_bytes(found.sent) + shortened_bytes(found.received) + "\n";
  return faults;
}

/// How the table calls what a case is about.
std::string name_in(const GoldenTable& table, const std::string& subject) {
  return table.of == GoldenTable::Of::operations ? operation_of(subject) : subject;
}

/// The same of the first thing that shows it: of an operation one of its cases has to have the bytes.
std::string
faults_of_proof(const Session& session, const GoldenTable& table, const Broken& broken, const Names& names) {
  std::string faults;
  if (names.empty()) return faults;
  for (const auto& [subject, findings] : session.findings) {
    const auto one = findings.find(broken.rule);
    if (name_in(table, subject) != names.front() || one == findings.end() || one->second.sent.empty())
      continue;
    std::string now = faults_of_proof(broken, one->second);
    if (now.empty()) return {};
    if (faults.empty()) faults = std::move(now);
  }
  if (faults.empty()) return faults;
  return broken.rule + ", " + names.front() + ": the bytes do not show what the table says:\n" + faults;
}

/// What the entry names; `every operation` and `every GET operation` stand for all there are, without some.
Names names_of(const Session& session, const Broken& broken) {
  constexpr std::string_view every = "every ";
  if (broken.cases.empty() || !broken.cases.front().starts_with(every)) return broken.cases;
  const std::string which = broken.cases.front().substr(every.size());  // `operation`, `GET operation`
  const std::string method = which.substr(0, which.size() - std::string_view("operation").size());
  std::set<std::string> all;
  for (const auto& [subject, outcome] : session.outcomes)
    if (subject.starts_with(method)) all.insert(operation_of(subject));
  for (const std::string& each : broken.but)
    all.erase(each);
  return {all.begin(), all.end()};
}

using Entry = std::tuple<std::string, std::string, std::string>;  // rule, weight, case

std::string line_of(const Entry& entry) {
  const auto& [rule, weight, subject] = entry;
  return rule + ": " + weight + " · " + subject + "\n";
}

std::set<Entry> entries_of(const Session& session, const GoldenTable& table) {
  std::set<Entry> entries;
  for (const Broken& broken : table.broken)
    for (const std::string& name : names_of(session, broken))
      entries.emplace(broken.rule, broken.weight, name);
  return entries;
}

}  // namespace

std::string operation_of(const std::string& subject) { return subject.substr(0, subject.find(" · ")); }

GoldenTable read_table(const std::string& name) {
  const std::filesystem::path path = tables / (name + ".yaml");
  if (!std::filesystem::exists(path))
    throw std::runtime_error(
        "There is no table " + path.string() +
        ": the findings on this version have to be held against the RFCs by hand first.");
  Diagnostics diagnostics;
  const auto document =
      read_document(std::make_shared<const Source>(Source{path, read_file(path)}), diagnostics);
  if (!document)
    throw std::runtime_error(path.string() + " cannot be read: " + render(diagnostics.list().front()));
  GoldenTable table;
  table.name = name;
  table.server = document->root.text("server");
  if (document->root.text("of") == "operations") table.of = GoldenTable::Of::operations;
  table.without_success = texts_of(document->root.find("without-success"));
  const Value* broken = document->root.find("broken");
  if (broken == nullptr || !broken->is_object()) throw std::runtime_error(path.string() + " has no `broken`");
  for (const Member& entry : broken->object())
    table.broken.push_back(entry_of(entry, table.server));
  return table;
}

std::vector<GoldenTable> all_tables() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(tables))
    if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
  std::vector<GoldenTable> all;
  for (const std::string& name : names)
    all.push_back(read_table(name));
  return all;
}

std::string differences(const Session& session, const GoldenTable& table) {
  const std::set<Entry> known = entries_of(session, table);
  std::set<Entry> found;
  std::string text;
  for (const auto& [subject, findings] : session.findings) {
    for (const auto& [rule, one] : findings) {
      const Entry entry{rule, one.weight, name_in(table, subject)};
      if (!found.insert(entry).second || known.contains(entry)) continue;
      text += "found, but not in the table: " + line_of(entry) + "  in " + subject + "\n" +
              shortened_bytes(one.sent) + shortened_bytes(one.received) + "\n";
    }
  }
  for (const Entry& entry : known)
    if (!found.contains(entry)) text += "in the table, but not found: " + line_of(entry);
  for (const Broken& broken : table.broken)
    text += faults_of_proof(session, table, broken, names_of(session, broken));
  return text;
}

}  // namespace conform::testing
