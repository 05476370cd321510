# Copies the sources to where CPack makes an archive of them: the files that git tracks, as they are
# now, or where there is no git, as in sources that were such an archive themselves, all but what is
# built or measured.
set(source "${CPACK_TIDEMARK_SOURCE_DIR}")
set(files "")
if(EXISTS "${source}/.git")
  find_program(git git REQUIRED)
  execute_process(COMMAND "${git}" -c core.quotePath=off ls-files
    WORKING_DIRECTORY "${source}" OUTPUT_VARIABLE files OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" files "${files}")
else()
  file(GLOB_RECURSE files RELATIVE "${source}" "${source}/*")
  list(FILTER files EXCLUDE REGEX "^build/|^results/[^/]*[.]json$|^compile_commands[.]json$")
endif()
foreach(file IN LISTS files)
  if(EXISTS "${source}/${file}")
    cmake_path(GET file PARENT_PATH folder)
    file(COPY "${source}/${file}" DESTINATION "${CMAKE_CURRENT_BINARY_DIR}/${folder}")
  endif()
endforeach()
