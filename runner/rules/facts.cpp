#include "runner/rules/fact.hpp"

#include "runner/rules/fact_readers.hpp"
#include "runner/rules/overloaded.hpp"
#include "runner/text/words.hpp"

#include <array>

namespace conform {
namespace {

// The table. name, meaning, kind, as a sentence calls it, read, write, locate.
constexpr std::array fact_table = {
    Fact{"status",
         "the status code",
         FactKind::number,
         "`status`",
         read::status,
         write::status,
         locate::status_line},
    Fact{"status.class",
         "the hundreds digit of the status code",
         FactKind::number,
         "the class of the status",
         read::status_class,
         write::status_class,
         locate::status_line},
    Fact{"status.known",
         "whether the status code is in the catalogue",
         FactKind::truth,
         "the status code is a known one|the status code is not a known one",
         read::status_known,
         write::status_known,
         locate::status_line},
    Fact{"version",
         "the HTTP version of the status line, such as `HTTP/1.1`",
         FactKind::text,
         "the HTTP version",
         read::version,
         write::version,
         locate::status_line},
    Fact{"reason",
         "the reason phrase of the status line",
         FactKind::text,
         "the reason phrase",
         read::reason,
         write::reason,
         locate::status_line},
    Fact{"field.*",
         "the combined value of the response field; absent when not sent",
         FactKind::text,
         "`*`",
         read::field,
         write::field,
         locate::field},
    Fact{"lines.*",
         "how many lines of the field there are",
         FactKind::number,
         "the number of `*` lines",
         read::lines,
         write::lines,
         locate::field},
    Fact{"trailer.*",
         "the combined value of the field in the trailer section",
         FactKind::text,
         "the trailer `*`",
         read::trailer,
         write::trailer,
         locate::trailer},
    Fact{"content.length",
         "the bytes of content after the transfer coding was removed; unknown when our limit cut it",
         FactKind::number,
         "the length of the content",
         read::content_length,
         write::content_length,
         locate::content},
    Fact{"content.text",
         "the content as text",
         FactKind::text,
         "the content",
         read::content_text,
         write::content_text,
         locate::content},
    Fact{"content.type",
         "the essence of Content-Type in lower case; absent without one",
         FactKind::text,
         "the content type",
         read::content_type,
         write::content_type,
         locate::content_type},
    Fact{"content.json",
         "whether the content is JSON (strict, RFC 8259)",
         FactKind::truth,
         "the content is JSON|the content is not JSON",
         read::content_json,
         write::content_json,
         locate::content},
    Fact{"content.xml",
         "whether the content is well-formed XML",
         FactKind::truth,
         "the content is well-formed XML|the content is not well-formed XML",
         read::content_xml,
         write::content_xml,
         locate::content},
    Fact{"range.length",
         "how many bytes Content-Range says there are; absent without one of bytes",
         FactKind::number,
         "the length that `Content-Range` gives",
         read::range_length,
         write::range_length,
         locate::content_range},
    Fact{"range.faulty-parts",
         "how many parts of multipart/byteranges content have no Content-Range that fits them, or are not "
         "parts at all; absent for other content",
         FactKind::number,
         "the number of parts without a fitting `Content-Range`",
         read::range_faulty_parts,
         write::range_faulty_parts,
         locate::content},
    Fact{"framing",
         "how the end of the message is found: `none`, `content-length`, `chunked` or `until-close`",
         FactKind::text,
         "the framing",
         read::framing,
         write::framing,
         locate::head},
    Fact{"anomalies",
         "what was wrong on the wire in this message, as words",
         FactKind::words,
         "anomalies on the wire",
         read::anomalies,
         write::anomalies,
         locate::anomalies},
    Fact{"wire.anomalies",
         "the same, of all messages and of bytes between and after them",
         FactKind::words,
         "anomalies on the wire",
         read::wire_anomalies,
         write::anomalies,
         locate::wire_anomalies},
    Fact{"wire.bytes-after-message",
         "how many bytes came after the message; unknown unless some did or the connection was read to its "
         "end",
         FactKind::number,
         "the number of bytes after the message",
         read::bytes_after_message,
         write::bytes_after_message,
         locate::bytes_after_message},
    Fact{"final",
         "whether a final response came",
         FactKind::truth,
         "a final response came|no final response came",
         read::final,
         write::final,
         locate::everything},
    Fact{"silence",
         "why no final response came: `timed-out`, `closed` …; absent when one came",
         FactKind::text,
         "the reason why no final response came",
         read::silence,
         write::silence,
         locate::everything},
    Fact{"interim.count",
         "how many interim responses came",
         FactKind::number,
         "the number of interim responses",
         read::interim_count,
         write::interim_count,
         locate::interim},
    Fact{"interim.statuses",
         "the statuses of the interim responses, as words",
         FactKind::words,
         "interim responses",
         read::interim_statuses,
         write::interim_statuses,
         locate::interim},
    Fact{"request.method",
         "the method that was sent",
         FactKind::text,
         "the request method",
         read::request_method,
         nullptr,
         nullptr},
    Fact{"request.target",
         "the request target that was sent",
         FactKind::text,
         "the request target",
         read::request_target,
         nullptr,
         nullptr},
    Fact{"request.content.length",
         "the bytes of content that were sent",
         FactKind::number,
         "the length of the request content",
         read::request_content_length,
         nullptr,
         nullptr},
    Fact{"request.field.*",
         "the combined value of a request field, as sent",
         FactKind::text,
         "the request field `*`",
         read::request_field,
         nullptr,
         nullptr},
    Fact{"documented.operation",
         "whether the document has this operation",
         FactKind::truth,
         "the document has this operation|the document does not have this operation",
         read::documented_operation,
         nullptr,
         nullptr},
    Fact{"documented.status",
         "whether the status is documented, exactly, as a class or by `default`",
         FactKind::truth,
         "the status is documented|the status is not documented",
         read::documented_status,
         write::documented_status,
         locate::documented_status},
    Fact{"documented.misfit-status",
         "the status that came instead of a documented one, as a sentence that names both",
         FactKind::sentences,
         "faults of the status against the document",
         read::misfit_status,
         write::misfit_status,
         locate::documented_status},
    Fact{"documented.exactly",
         "whether the very status code is documented",
         FactKind::truth,
         "the very status code is documented|the very status code is not documented",
         read::documented_exactly,
         write::documented_status,
         locate::documented_status},
    Fact{"documented.interim",
         "interim statuses that came and are not documented, as words",
         FactKind::words,
         "interim responses that are not documented",
         read::documented_interim,
         write::documented_interim,
         locate::interim},
    Fact{"documented.methods",
         "the methods that the document has for this path, as words",
         FactKind::words,
         "documented methods",
         read::documented_methods,
         nullptr,
         locate::documented_operation},
    Fact{"documented.content",
         "whether content is documented for this status",
         FactKind::truth,
         "content is documented for this status|no content is documented for this status",
         read::documented_content,
         nullptr,
         locate::documented_response},
    Fact{"documented.media-type",
         "whether the content's type is one of those documented for this status",
         FactKind::truth,
         "the content type is a documented one|the content type is not a documented one",
         read::documented_media_type,
         write::documented_media_type,
         locate::documented_media_type},
    Fact{"documented.misfit-media-type",
         "the media type that came instead of a documented one, as a sentence that names both; absent when "
         "none is documented",
         FactKind::sentences,
         "faults of the content type against the document",
         read::misfit_media_type,
         write::misfit_media_type,
         locate::documented_media_type},
    Fact{"documented.missing-fields",
         "required response headers that are not there, as words",
         FactKind::words,
         "missing response headers that the document requires",
         read::missing_fields,
         write::missing_fields,
         locate::missing_fields},
    Fact{"documented.misfit-fields",
         "documented headers whose value does not fit their schema, each with the reason",
         FactKind::sentences,
         "faults of response headers against their schemas",
         read::misfit_fields,
         write::misfit_fields,
         locate::misfit_fields},
    Fact{"documented.misfit-content",
         "faults of the content against its schema, each with pointer and reason; absent when there is "
         "nothing to "
         "check",
         FactKind::sentences,
         "faults of the content against its schema",
         read::misfit_content,
         write::misfit_content,
         locate::misfit_content},
};

constexpr std::size_t shown_bytes = 200;
constexpr std::size_t shown_words = 20;

std::string quoted(std::string_view text) { return "`" + shortened(printable(text), shown_bytes) + "`"; }

std::string describe_words(const Words& words) {
  if (words.empty()) return "none";
  std::string all;
  for (std::size_t i = 0; i < words.size() && i < shown_words; ++i)
    all.append(i == 0 ? "" : ", ").append(quoted(words[i]));
  if (words.size() > shown_words) all += " and " + std::to_string(words.size() - shown_words) + " more";
  return all;
}

}  // namespace

std::span<const Fact> facts() { return fact_table; }

std::string describe(const FactValue& value) {
  return std::visit(overloaded{[](const Unknown& unknown) { return "unknown: " + unknown.why; },
                               [](const Absent&) { return std::string("absent"); },
                               [](bool truth) { return std::string(truth ? "true" : "false"); },
                               [](std::int64_t number) { return "`" + std::to_string(number) + "`"; },
                               [](const std::string& text) { return text.empty() ? "empty" : quoted(text); },
                               [](const Words& words) { return describe_words(words); }},
                    value);
}

std::string FactUse::spoken() const {
  std::string text(fact->spoken);
  const auto star = text.find('*');
  if (star != std::string::npos) text.replace(star, 1, parameter);
  return text;
}

const FactValue& FactUse::read(const Subject& subject, FactValue& own) const {
  if (subject.cache == nullptr || !parameter.empty()) return own = read(subject);
  auto& kept = subject.cache->facts;
  if (kept.empty()) kept.resize(fact_table.size());
  auto& value = kept[static_cast<std::size_t>(fact - fact_table.data())];
  if (!value) value = read(subject);
  return *value;
}

std::optional<FactUse> find_fact(std::string_view name) {
  for (const auto& fact : fact_table) {
    if (fact.name == name) return FactUse{&fact, {}};
    if (!fact.name.ends_with(".*")) continue;
    const auto prefix = fact.name.substr(0, fact.name.size() - 1);
    if (name.starts_with(prefix) && name.size() > prefix.size())
      return FactUse{&fact, std::string(name.substr(prefix.size()))};
  }
  return std::nullopt;
}

}  // namespace conform
