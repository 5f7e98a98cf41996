#!/bin/sh
# Bookshop at http://127.0.0.1:8080/v1

# ----------------------------------------------------------------------------
# A 405 response lists the methods that the resource does support.
# http/405-lists-allow, RFC 9110 §15.5.6

# DELETE /orders/{id}
# expected: `Allow` is present
# actual: there is no `Allow`
curl -i -X DELETE -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/orders/1

# GET /books · fuzz · 2
# expected: nothing falls
# actual: the shelf fell on a
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books?q=a

# GET /books · fuzz · 1
# expected: `Allow` is present
# actual: the shelf fell
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books?q=qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq

# GET /books · fuzz · 3
# expected: `Allow` is present
# actual: the shelf fell
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books?q=qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq

# GET /books · fuzz · 4
# expected: `Allow` is present
# actual: the shelf fell
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books?q=qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq

# GET /books · fuzz · 5
# expected: `Allow` is present
# actual: the shelf fell
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books?q=qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq

# GET /books · fuzz · 6
# expected: `Allow` is present
# actual: the roof fell
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books?q=qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq

# GET /books · fuzz · 7
# expected: `Allow` is present
# actual: the roof fell
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books?q=qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq

# ----------------------------------------------------------------------------
# The document has a response for the status that was sent.
# contract/status-documented, the document

# GET /books/{id}
# expected: the status is one of `200`, `404`
# actual: the status is `500`
curl -i -X GET -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books/17

# ----------------------------------------------------------------------------
# A 204 response ends with its header section.
# http/no-bytes-after-204, RFC 9112 §6.3

# PUT /books/{id}/cover
# expected: no bytes after the header section
# actual: 2 bytes follow
curl -i -X PUT -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080/v1/books/17/cover

# ----------------------------------------------------------------------------
# A response with content names its media type.
# http/content-has-type, RFC 9110 §8.3

# DELETE /orders/{id}
# expected: `Content-Type` is present
# actual: there is no `Content-Type`
# The request stands above.
