# libstemmer.a has 49 stemmers, of which sb_stemmer_new() can be asked for any,
# so that all of them would be linked in, and their tables of addresses be
# filled in whenever a program starts: half a millisecond. Those that stem.c does
# not name are said to be nowhere (0), which leaves them in the library.
set_property(DIRECTORY APPEND PROPERTY
  CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/common/text/stem.c)
file(READ ${PROJECT_SOURCE_DIR}/common/text/stem.c stem_c)
string(REGEX MATCHALL "{\"[a-z][a-z]\", *\"[a-z]+\"}" stemmers "${stem_c}")
list(TRANSFORM stemmers REPLACE ".*\"([a-z]+)\"}" "\\1_UTF_8")
list(JOIN stemmers "|" stemmers)
execute_process(COMMAND ${CMAKE_NM} --defined-only ${STEMMER_LIB}
  OUTPUT_VARIABLE symbols ERROR_QUIET)
string(REGEX MATCHALL "[A-Za-z0-9_]+_(create_env|close_env|stem)\n" symbols
  "${symbols}")
list(FILTER symbols EXCLUDE REGEX "^(SN|sb_stemmer|${stemmers})_(create|close|stem)")
if(NOT stemmers MATCHES "^english_UTF_8[|]" OR NOT symbols MATCHES "serbian")
  message(FATAL_ERROR "which stemmers to link: stem.c or ${STEMMER_LIB} is "
    "not as it was when common/cmake/Stemmers.cmake was written")
endif()
set(nowhere "/* made by common/cmake/Stemmers.cmake */\n")
foreach(symbol IN LISTS symbols)
  string(STRIP "${symbol}" symbol)
  string(APPEND nowhere "${symbol} = 0;\n")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/stemmers.ld CONTENT "${nowhere}")
