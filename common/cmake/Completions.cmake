# add_completions(PROGRAM): what bash and zsh offer behind its name, made from
# its own table of options when it has been built.
function(add_completions program)
  set(script ${PROJECT_SOURCE_DIR}/common/cmake/completion.sh)
  set(bash ${CMAKE_CURRENT_BINARY_DIR}/${program}.bash)
  set(zsh ${CMAKE_CURRENT_BINARY_DIR}/_${program})
  add_custom_command(OUTPUT ${bash} ${zsh}
    COMMAND sh ${script} bash $<TARGET_FILE:${program}> > ${bash}
    COMMAND sh ${script} zsh $<TARGET_FILE:${program}> > ${zsh}
    DEPENDS ${program} ${script} VERBATIM)
  add_custom_target(${program}-completions ALL DEPENDS ${bash} ${zsh})
  install(FILES ${bash} RENAME ${program}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${zsh}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
endfunction()
