# Gives the files of a .deb the places and forms that Debian's policy asks for; CPack calls it between
# installing and packing. Each component is in a folder of its own by then.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()

find_program(gzip gzip REQUIRED)
# Without a name and a time, so that the same files make the same package.
function(compress)
  if(ARGN)
    execute_process(COMMAND "${gzip}" -9n ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
  endif()
endfunction()

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  set(share "${CPACK_TEMPORARY_DIRECTORY}/${component}/usr/share")
  file(GLOB pages "${share}/man/man1/*.1")
  compress(${pages})

  string(TOUPPER "${component}" upper)
  set(doc "${share}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME}")
  if(NOT doc STREQUAL "${share}/doc/tidemark")
    file(RENAME "${share}/doc/tidemark" "${doc}")
  endif()
  file(RENAME "${doc}/LICENSE" "${doc}/copyright")
  if(EXISTS "${doc}/CHANGELOG.md")
    file(RENAME "${doc}/CHANGELOG.md" "${doc}/changelog")
    compress("${doc}/changelog")
  endif()
endforeach()
