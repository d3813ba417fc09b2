/* commands.h - the subcommands: each takes what the command line says and returns the exit status. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "options.h"

int command_code(const settings *settings);
int command_parse(const settings *settings);

#endif
