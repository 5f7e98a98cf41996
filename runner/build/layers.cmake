# conform_layer(NAME SOURCES a.cpp … [USES layers or libraries …])
# One folder, one static library `conform_NAME`.
function(conform_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 layer "" "" "SOURCES;USES;PRIVATE_USES")
  if(layer_SOURCES)
    add_library(conform_${name} STATIC ${layer_SOURCES})
    target_link_libraries(conform_${name} PUBLIC conform_options ${layer_USES}
                                          PRIVATE ${layer_PRIVATE_USES})
  else()
    add_library(conform_${name} INTERFACE)
    target_link_libraries(conform_${name} INTERFACE conform_options ${layer_USES})
  endif()
endfunction()

# conform_test(NAME SOURCES a.cpp … [USES layers …])
# One folder of tests, one GoogleTest program `NAME_test`; every TEST is a ctest of its own.
function(conform_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "" "SOURCES;USES")
  if(NOT test_SOURCES)
    return()
  endif()
  add_executable(${name}_test ${test_SOURCES})
  target_link_libraries(${name}_test PRIVATE conform_options ${test_USES} GTest::gtest GTest::gtest_main)
  target_compile_definitions(${name}_test PRIVATE CONFORM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(NOT CONFORM_TESTS_APART)
    # In two halves, so that the longest program does not keep one processor busy alone.
    foreach(half 0 1)
      add_test(NAME ${name}.${half} COMMAND ${name}_test --gtest_brief=1 --gtest_shuffle)
      set_tests_properties(${name}.${half} PROPERTIES TIMEOUT 3600
                           ENVIRONMENT "GTEST_TOTAL_SHARDS=2;GTEST_SHARD_INDEX=${half}")
    endforeach()
    return()
  endif()
  gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 120
                       PROPERTIES TIMEOUT 300)
endfunction()

# conform_fuzz(NAME SOURCE file.cpp [USES layers …])
# A libFuzzer program `fuzz_NAME`; its seeds lie in tests/fuzz/seeds/NAME. Only with CONFORM_FUZZ.
function(conform_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 fuzz "" "SOURCE" "USES")
  if(NOT CONFORM_FUZZ)
    return()
  endif()
  add_executable(fuzz_${name} ${fuzz_SOURCE})
  target_link_libraries(fuzz_${name} PRIVATE conform_options ${fuzz_USES})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
