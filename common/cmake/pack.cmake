# What Debian wants of the files of a package, done by CPack to the folder that
# it packs: manual pages and changelogs are compressed.
file(GLOB_RECURSE texts "${CPACK_TEMPORARY_DIRECTORY}/usr/share/man/*.[1-8]"
  "${CPACK_TEMPORARY_DIRECTORY}/usr/share/doc/nisba/changelog"
  "${CPACK_TEMPORARY_DIRECTORY}/usr/share/doc/nisba/NEWS.md")
foreach(text IN LISTS texts)
  execute_process(COMMAND gzip -9n ${text} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
