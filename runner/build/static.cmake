# CONFORM_STATIC links everything into the binary, also the C library. Debian has archives of all libraries but
# fmt, which is made from its headers. glibc's getaddrinfo opens modules of the same glibc at run time, as
# /etc/nsswitch.conf names them: where these are not there, names are looked up in /etc/hosts and by DNS only.
option(CONFORM_STATIC "Link the binary statically" OFF)
if(CONFORM_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(OPENSSL_USE_STATIC_LIBS ON)
  set(ZLIB_USE_STATIC_LIBS ON)
  set(CMAKE_EXE_LINKER_FLAGS "${CMAKE_EXE_LINKER_FLAGS} -static")
endif()

# conform_archives(): after the packages are found, lets their targets stand for archives.
macro(conform_archives)
  find_library(YAML_ARCHIVE libyaml-cpp.a REQUIRED)
  find_library(BROTLI_COMMON_ARCHIVE libbrotlicommon.a REQUIRED)
  find_library(UNISTRING_ARCHIVE libunistring.a REQUIRED)
  set_target_properties(yaml-cpp PROPERTIES IMPORTED_LOCATION_NONE ${YAML_ARCHIVE})
  set_target_properties(pugixml::pugixml PROPERTIES INTERFACE_LINK_LIBRARIES pugixml::static)
  configure_file(${PROJECT_SOURCE_DIR}/runner/build/fmt_archive.cpp.in fmt_archive.cpp COPYONLY)
  add_library(conform_fmt STATIC ${CMAKE_CURRENT_BINARY_DIR}/fmt_archive.cpp)
  # An imported library must have a file: one that is linked anyway.
  set_target_properties(fmt::fmt PROPERTIES IMPORTED_LOCATION_NONE ${UNISTRING_ARCHIVE}
                                            INTERFACE_LINK_LIBRARIES conform_fmt)
  target_link_libraries(PkgConfig::BROTLI INTERFACE ${BROTLI_COMMON_ARCHIVE})
  target_link_libraries(PkgConfig::IDN2 INTERFACE ${UNISTRING_ARCHIVE})
endmacro()
