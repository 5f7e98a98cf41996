#pragma once

#include "runner/document/number.hpp"
#include "runner/text/source.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace conform {

class Value;
struct Member;

/// The members of an object in the order in which they were written; keys are unique.
class Object {
public:
  // Defined below, where a member is a complete type: clang looks into the vector earlier than g++ does.
  Object() noexcept;
  Object(const Object& other);
  Object(Object&& other) noexcept;
  Object& operator=(const Object& other);
  Object& operator=(Object&& other) noexcept;
  ~Object();
  /// Adds a member. When the key is there already nothing changes and the result is false.
  bool add(std::string key, Value value);
  bool add(Member member);
  /// Adds a member whose key is known not to be there. Any later change of the object may move it.
  Member& append(Member member);
  /// The value of `key`, or nullptr. Constant time for large objects.
  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] Value* find(std::string_view key);
  [[nodiscard]] const Member* find_member(std::string_view key) const;
  bool remove(std::string_view key);
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::span<const Member> members() const;
  // Iteration in written order; keys must not be changed through the second pair.
  [[nodiscard]] const Member* begin() const;
  [[nodiscard]] const Member* end() const;
  [[nodiscard]] Member* begin();
  [[nodiscard]] Member* end();

private:
  void index_new_member();
  std::vector<Member> members_;
  std::vector<std::uint32_t> slots_;  // open addressing over members_, only for large objects
};

using Array = std::vector<Value>;

/// What a JSON text or a YAML document in the 1.2 core schema can say: null, boolean, number, string,
/// array or object, and where in its text it began. Equality looks at the value, never at the mark:
/// numbers compare exactly, objects without regard to order.
class Value {
public:
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  Value() = default;
  Value(std::nullptr_t) {}                                    // NOLINT(google-explicit-constructor)
  Value(bool boolean) : data_(boolean) {}                     // NOLINT(google-explicit-constructor)
  Value(Number number) : data_(std::move(number)) {}          // NOLINT(google-explicit-constructor)
  Value(int number) : data_(Number(number)) {}                // NOLINT(google-explicit-constructor)
  Value(std::int64_t number) : data_(Number(number)) {}       // NOLINT(google-explicit-constructor)
  Value(std::string text) : data_(std::move(text)) {}         // NOLINT(google-explicit-constructor)
  Value(std::string_view text) : data_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
  Value(const char* text) : data_(std::string(text)) {}       // NOLINT(google-explicit-constructor)
  Value(Array items);                                         // NOLINT(google-explicit-constructor)
  Value(Object members);                                      // NOLINT(google-explicit-constructor)

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(data_.index()); }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  [[nodiscard]] bool is_boolean() const { return kind() == Kind::boolean; }
  [[nodiscard]] bool is_number() const { return kind() == Kind::number; }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }

  // Each of these makes this value one of that kind, empty, and gives it to be filled.
  std::string& make_string() { return data_.emplace<std::string>(); }
  Array& make_array();
  Object& make_object();

  // Each of these requires the matching kind.
  [[nodiscard]] bool boolean() const { return std::get<bool>(data_); }
  [[nodiscard]] const Number& number() const { return std::get<Number>(data_); }
  [[nodiscard]] const std::string& string() const { return std::get<std::string>(data_); }
  [[nodiscard]] const Array& array() const { return std::get<Array>(data_); }
  [[nodiscard]] Array& array() { return std::get<Array>(data_); }
  [[nodiscard]] const Object& object() const { return std::get<Object>(data_); }
  [[nodiscard]] Object& object() { return std::get<Object>(data_); }

  /// The member `key` of an object; nullptr when it is absent or this is no object.
  [[nodiscard]] const Value* find(std::string_view key) const;
  /// The text of the member `key` when it is a string, else `otherwise`. Lives as long as this value.
  [[nodiscard]] std::string_view text(std::string_view key, std::string_view otherwise = {}) const;

  [[nodiscard]] Mark mark() const { return mark_; }
  void set_mark(Mark mark) { mark_ = mark; }

  friend bool operator==(const Value& left, const Value& right);

private:
  // The order of the alternatives is the order of Kind.
  std::variant<std::nullptr_t, bool, Number, std::string, Array, Object> data_{nullptr};
  Mark mark_{};
};

struct Member {
  std::string key{};
  Value value{};
  Mark key_mark{};
};

inline Array& Value::make_array() { return data_.emplace<Array>(); }
inline Object& Value::make_object() { return data_.emplace<Object>(); }

inline Object::Object() noexcept = default;
inline Object::Object(const Object& other) = default;
inline Object::Object(Object&& other) noexcept = default;
inline Object& Object::operator=(const Object& other) = default;
inline Object& Object::operator=(Object&& other) noexcept = default;
inline Object::~Object() = default;
inline std::size_t Object::size() const { return members_.size(); }
inline std::span<const Member> Object::members() const { return members_; }
inline const Member* Object::begin() const { return members_.data(); }
inline const Member* Object::end() const { return members_.data() + members_.size(); }
inline Member* Object::begin() { return members_.data(); }
inline Member* Object::end() { return members_.data() + members_.size(); }

/// `null`, `boolean`, `number`, `string`, `array` or `object`.
[[nodiscard]] std::string_view name_of(Value::Kind kind);

/// Compact JSON (RFC 8259), UTF-8, members in their order. Invalid UTF-8 in strings becomes U+FFFD.
[[nodiscard]] std::string to_json(const Value& value);

}  // namespace conform
