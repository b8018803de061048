# Writes parts.c: each file of the page as a struct str.
file(WRITE ${OUT} "#include \"query/cgi/parts.h\"\n")
foreach(part page.html style.css script.js)
  cmake_path(GET part STEM name)
  file(READ ${DIR}/${part} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  file(APPEND ${OUT} "static const unsigned char ${name}_bytes[] = {${bytes}};\n"
    "const struct str part_${name} = {(const char *)${name}_bytes, sizeof(${name}_bytes)};\n")
endforeach()
