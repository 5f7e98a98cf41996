#include "tests/cli/process.hpp"

#include <filesystem>

#include <gtest/gtest.h>

// What `cmake --install` and CPack make of the build.

namespace conform::testing {
namespace {

const std::vector<std::string> installed = {"bin/conform",
                                            "share/man/man1/conform.1.gz",
                                            "share/conform/conform.schema.json",
                                            "share/bash-completion/completions/conform",
                                            "share/zsh/vendor-completions/_conform",
                                            "share/fish/vendor_completions.d/conform.fish",
                                            "share/doc/conform/README.md",
                                            "share/doc/conform/rules.md",
                                            "share/doc/conform/copyright",
                                            "share/doc/conform/changelog.gz",
                                            "share/doc/conform/ci/github.yml",
                                            "share/doc/conform/ci/gitlab.yml",
                                            "share/doc/conform/ci/kubernetes.yaml"};

TEST(Install, PutsEverythingWhereItBelongs) {
  const Folder folder;
  const Finished install =
      run_program({"cmake", "--install", CONFORM_BUILD_DIR, "--prefix", folder.path().string()});
  ASSERT_EQ(install.exit, 0) << install.err;
  for (const std::string& name : installed)
    EXPECT_GT(std::filesystem::file_size(folder / name), 100U) << name;
  const std::string program = folder / "bin/conform";
  const Finished page = run_program({"gzip", "-dc", folder / "share/man/man1/conform.1.gz"});
  EXPECT_EQ(page.out, run_program({program, "manual"}).out);
  const Finished init = run_program({program, "init", "demo:bookshop", "-o", "-"});
  EXPECT_EQ(
      init.out.find("# yaml-language-server: $schema=" + std::filesystem::canonical(folder.path()).string() +
                    "/share/conform/conform.schema.json\n"),
      0U)
      << init.out;
}

TEST(Package, IsOneForDebianWithItsDependencies) {
  const Folder folder;
  const Finished made =
      run_program({"cpack", "--config", CONFORM_BUILD_DIR "/CPackConfig.cmake", "-B", folder.path().string()},
                  folder.path());
  ASSERT_EQ(made.exit, 0) << made.out << made.err;
  std::string package;
  for (const auto& file : std::filesystem::directory_iterator(folder.path()))
    if (file.path().extension() == ".deb") package = file.path();
  ASSERT_FALSE(package.empty()) << made.out;
  const std::string control = run_program({"dpkg-deb", "--field", package}).out;
  for (const char* part : {"Package: conform\n", "libc6 (>=", "libssl3", "libyaml-cpp0.7", "Maintainer: "})
    EXPECT_NE(control.find(part), std::string::npos) << part << "\n" << control;
  const std::string content = run_program({"dpkg-deb", "--contents", package}).out;
  for (const std::string& name : installed)
    EXPECT_NE(content.find("./usr/" + name + "\n"), std::string::npos) << name << "\n" << content;
  const Finished lint = run_program({"lintian", "--fail-on", "error,warning", package});
  EXPECT_EQ(lint.exit, 0) << lint.out;
}

}  // namespace
}  // namespace conform::testing
