#pragma once

#include "runner/http/anomaly_list.hpp"
#include "runner/http/fields.hpp"
#include "runner/http/line.hpp"

#include <cstddef>
#include <vector>

namespace conform {

/// Where a field line of a section stands in the bytes received.
struct PlacedField {
  std::size_t index = 0;  ///< in Fields
  std::size_t offset = 0;
  std::size_t length = 0;
};

/// Reads the lines of a header or trailer section (RFC 9112 §5), and remembers where the lines stand that
/// decide over the framing.
class FieldSection {
public:
  void restart();
  /// Takes the next line, which is not the empty one at the end. A line that cannot be understood is noted
  /// and left out.
  void read(const Line& line, AnomalyList& anomalies);

  [[nodiscard]] const Fields& fields() const { return fields_; }
  [[nodiscard]] const std::vector<PlacedField>& content_lengths() const { return content_lengths_; }
  [[nodiscard]] const std::vector<PlacedField>& transfer_encodings() const { return transfer_encodings_; }
  /// Gives the fields away.
  [[nodiscard]] Fields take();

private:
  void read_field(const Line& line, std::size_t colon, AnomalyList& anomalies);
  void read_odd_name(const Line& line, std::size_t colon, AnomalyList& anomalies);
  void read_fold(const Line& line, AnomalyList& anomalies);
  void note_if_framing(const Line& line);

  Fields fields_{};
  std::vector<PlacedField> content_lengths_{};
  std::vector<PlacedField> transfer_encodings_{};
  bool begun_ = false;                ///< a line that does not begin with white space was seen
  bool last_was_understood_ = false;  ///< a folded line belongs to the last field
};

}  // namespace conform
