#include "tests/wire/certificate.hpp"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <unistd.h>

namespace conform::test {
namespace {

template <auto Free> struct Freed {
  template <class T> void operator()(T* pointer) const { Free(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Freed<X509_free>>;
using Bytes = std::unique_ptr<BIO, Freed<BIO_free>>;

std::string text_of(BIO* bytes) {
  std::string text(BIO_ctrl_pending(bytes), '\0');
  const int count = BIO_read(bytes, text.data(), static_cast<int>(text.size()));
  text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return text;
}

void add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (extension == nullptr) throw std::runtime_error("no such extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Key make_key() {
  EVP_PKEY* made = nullptr;
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr);
  EVP_PKEY_keygen_init(context);
  EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1);
  EVP_PKEY_keygen(context, &made);
  EVP_PKEY_CTX_free(context);
  return Key(made);
}

}  // namespace

Certificate make_certificate(const std::string& alternative_names) {
  const Key key = make_key();
  const Cert certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const std::string common = "conform test";
  X509_NAME_add_entry_by_NID(name,
                             NID_commonName,
                             MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common.data()),
                             static_cast<int>(common.size()),
                             -1,
                             0);
  X509_set_issuer_name(certificate.get(), name);
  add_extension(certificate.get(), NID_subject_alt_name, alternative_names);
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  X509_sign(certificate.get(), key.get(), EVP_sha256());

  Certificate made;
  const Bytes bytes(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bytes.get(), certificate.get());
  made.certificate = text_of(bytes.get());
  PEM_write_bio_PrivateKey(bytes.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  made.key = text_of(bytes.get());
  return made;
}

boost::asio::ssl::context server_context(const Certificate& certificate) {
  namespace ssl = boost::asio::ssl;
  ssl::context context(ssl::context::tls_server);
  context.use_certificate_chain(boost::asio::buffer(certificate.certificate));
  context.use_private_key(boost::asio::buffer(certificate.key), ssl::context::pem);
  return context;
}

TemporaryFile::TemporaryFile(const std::string& text) {
  path_ = (std::filesystem::path(testing::TempDir()) / "conform-XXXXXX").string();
  const int file = mkstemp(path_.data());
  if (file < 0) throw std::runtime_error("no temporary file");
  close(file);
  std::ofstream(path_, std::ios::binary) << text;
}

TemporaryFile::~TemporaryFile() { std::filesystem::remove(path_); }

}  // namespace conform::test
