# Warnings, sanitizers and the other switches that hold for every target.

option(CONFORM_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
# -O2: -O3 makes the program larger and no faster.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

option(CONFORM_FUZZ "Build the fuzz targets (clang with libFuzzer)" OFF)

# Apart, a test sees nothing of another; together, in any order, they take a fraction of the time under sanitizers.
option(CONFORM_TESTS_APART "Run each test in a process of its own, not each test program in one" ON)

add_library(conform_options INTERFACE)
target_include_directories(conform_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(conform_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(conform_options INTERFACE -Wreserved-identifier -Wnonnull)
endif()
# g++ 12 sees overlaps and overruns in optimised std::string and Boost.Multiprecision code that are not there
# (GCC bugs 105329, 105651, 107852); clang and the sanitizers watch instead.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(conform_options INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
endif()
# Asio's and Boost.URL's code is compiled once, in runner/wire and runner/mock, not in each file.
target_compile_definitions(conform_options INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
if(CONFORM_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()
if(CONFORM_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
