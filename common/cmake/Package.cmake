# cpack -G DEB: a package that keeps Debian's policy (lintian finds nothing).
# Included last, when all that is installed is known.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the nisba authors <nisba@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "search blog archives under any spelling of a name")
set(CPACK_PACKAGE_DESCRIPTION
"nisba indexes archives of blogs in every format people have (Markdown, saved
pages, exports of WordPress, Blogger, Movable Type, Ghost and others, feeds,
plain text) and finds posts under any spelling of the names in them, also in
Arabic letters. It is used at a shell, as a web page, and by a nightly job that
keeps the index up to date.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "systemd | systemd-standalone-sysusers | systemd-sysusers, systemd | systemd-standalone-tmpfiles | systemd-tmpfiles")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libexttextcat-data, systemd | cron")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(debian ${PROJECT_SOURCE_DIR}/indexer/service/debian)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${debian}/conffiles ${debian}/postinst ${debian}/prerm ${debian}/postrm)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/common/cmake/pack.cmake)

set(VERSION ${PROJECT_VERSION})
configure_file(${debian}/changelog ${PROJECT_BINARY_DIR}/changelog @ONLY)
install(FILES ${debian}/copyright ${PROJECT_BINARY_DIR}/changelog NEWS.md
  README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
include(CPack)
