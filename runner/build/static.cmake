# CONFORM_STATIC links everything into the binary, also the C library. Debian has archives of all libraries but
# fmt, which is compiled from its headers. glibc still opens its resolver's modules at run time (getaddrinfo): names
# that only /etc/nsswitch.conf's other modules know need the same glibc on the machine that runs it; `files` and `dns`
# do not.
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
  set_target_properties(fmt::fmt PROPERTIES IMPORTED_LOCATION_NONE ${UNISTRING_ARCHIVE}
                                            INTERFACE_COMPILE_DEFINITIONS FMT_HEADER_ONLY=1)
  target_link_libraries(PkgConfig::BROTLI INTERFACE ${BROTLI_COMMON_ARCHIVE})
  target_link_libraries(PkgConfig::IDN2 INTERFACE ${UNISTRING_ARCHIVE})
endmacro()
