# Read by CPack before it makes packages. What an archive of sources has is not installed, but copied
# by a script.
if(CPACK_PACKAGE_FILE_NAME STREQUAL CPACK_SOURCE_PACKAGE_FILE_NAME)
  set(CPACK_INSTALL_SCRIPTS "${CPACK_TIDEMARK_SOURCE_DIR}/scripts/packages/source_files.cmake")
endif()
