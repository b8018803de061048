# The libraries we stand on, and one interface target that carries every flag;
# each of our targets links it, and nothing is set globally, so that system
# headers and tests see only what they ask.
include(CheckLinkerFlag)
find_package(PkgConfig REQUIRED)
pkg_check_modules(xapian REQUIRED IMPORTED_TARGET xapian-core>=1.4.20)
pkg_check_modules(cmark REQUIRED IMPORTED_TARGET libcmark)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(libxml2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(jansson REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(uchardet REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(exttextcat REQUIRED IMPORTED_TARGET libexttextcat)
# Linked in, what small programs use of these saves them a library to load, a
# tenth of a millisecond each: of the time that a query takes, a quarter is
# loading.
find_library(UNISTRING_LIB NAMES libunistring.a unistring REQUIRED)
find_library(INIH_LIB NAMES libinih.a inih REQUIRED)
find_library(FCGI_LIB NAMES libfcgi.a fcgi REQUIRED)
find_library(SECCOMP_LIB NAMES libseccomp.a seccomp REQUIRED)
find_library(XXHASH_LIB NAMES libxxhash.a xxhash REQUIRED)
find_library(ZSTD_LIB NAMES libzstd.a zstd REQUIRED)
find_library(STEMMER_LIB NAMES libstemmer.a stemmer REQUIRED)

add_library(nisba_options INTERFACE)
target_include_directories(nisba_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(nisba_options INTERFACE
  _GNU_SOURCE # openat2, OFD locks, copy_file_range
  NISBA_VERSION="${PROJECT_VERSION}"
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
target_compile_options(nisba_options INTERFACE
  -Wall -Wextra -Wshadow -Wvla -Wformat=2 -Wundef -Wpointer-arith
  -Wwrite-strings -fstack-protector-strong
  $<$<CONFIG:Release>:-fcf-protection -fstack-clash-protection>
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes
    -Wdeclaration-after-statement -Werror=implicit-function-declaration>)
target_link_options(nisba_options INTERFACE
  LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack LINKER:--as-needed)
# Where addresses in tables are (those of the stemmers), packed.
check_linker_flag(C -Wl,-z,pack-relative-relocs NISBA_HAS_RELR)
if(NISBA_HAS_RELR)
  target_link_options(nisba_options INTERFACE LINKER:-z,pack-relative-relocs)
endif()
if(NISBA_SANITIZE)
  target_compile_options(nisba_options INTERFACE
    -fsanitize=${NISBA_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(nisba_options INTERFACE
    -fsanitize=${NISBA_SANITIZE})
endif()
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION AND BUILD_TESTING
    AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
  # Tests link what is compiled: optimizing everything anew for a hundred
  # programs would take an hour.
  target_compile_options(nisba_options INTERFACE -ffat-lto-objects)
endif()
if(NISBA_FUZZ)
  target_compile_options(nisba_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
