# conform_embed(TARGET FUNCTION HEADER files … [ROOT folder])
# Puts text files into the program: FUNCTION gives a span of {name, text}, in the order given; names are
# relative to ROOT (default: the repository). The generated file includes HEADER, which declares FUNCTION.
function(conform_embed target function header)
  cmake_parse_arguments(PARSE_ARGV 3 embed "" "ROOT" "")
  set(files ${embed_UNPARSED_ARGUMENTS})
  if(NOT embed_ROOT)
    set(embed_ROOT ${PROJECT_SOURCE_DIR})
  endif()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  list(JOIN files "|" joined)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DFUNCTION=${function} -DHEADER=${header}
            "-DFILES=${joined}" -DROOT=${embed_ROOT}
            -P ${PROJECT_SOURCE_DIR}/runner/build/write_embedded.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/runner/build/write_embedded.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
