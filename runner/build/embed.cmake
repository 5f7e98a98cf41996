# conform_embed(TARGET FUNCTION OUT.cpp HEADER files …)
# Puts text files into the program: FUNCTION gives a span of {name, text}, in the order given; names are
# relative to the repository. The generated file includes HEADER, which declares FUNCTION.
function(conform_embed target function header)
  set(files ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  list(JOIN files "|" joined)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DFUNCTION=${function} -DHEADER=${header}
            "-DFILES=${joined}" -DROOT=${PROJECT_SOURCE_DIR}
            -P ${PROJECT_SOURCE_DIR}/runner/build/write_embedded.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/runner/build/write_embedded.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
