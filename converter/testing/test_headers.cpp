// Nothing but what is compiled ahead of it: see tidemark_add_test_headers() in CMakeLists.txt.
