# Fails if a kernel object defines a function that the linker could hand to code outside its own
# instruction set: a weak definition whose name does not mention the compilation's namespace.
#
# cmake -DNM=nm -DNAMESPACE=kernels_v3 -DOBJECTS=a.o,b.o -P check_kernel_symbols.cmake
string(REPLACE "," ";" objects "${OBJECTS}")
set(definitions 0)
foreach(object IN LISTS objects)
  execute_process(COMMAND "${NM}" -C --defined-only "${object}"
    OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE ";" " " symbols "${symbols}")
  string(REPLACE "\n" ";" symbols "${symbols}")
  foreach(symbol IN LISTS symbols)
    if(symbol MATCHES " [WVu] " AND NOT symbol MATCHES " V DW\\.ref\\.")
      math(EXPR definitions "${definitions} + 1")
      if(NOT symbol MATCHES "${NAMESPACE}")
        message(SEND_ERROR "${object} defines ${symbol}")
      endif()
    endif()
  endforeach()
endforeach()
if(definitions EQUAL 0)
  message(SEND_ERROR "no weak definition was seen in ${OBJECTS}: is ${NM} the right tool?")
endif()
