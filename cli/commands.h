/* commands.h - the subcommands: each takes what the command line says and returns the exit status.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "options.h"

int command_code(const settings *settings);
int command_parse(const settings *settings);
int command_read(const settings *settings);
int command_correct(const settings *settings);
int command_show(const settings *settings);
int command_events(const settings *settings);
int command_statements(const settings *settings);
int command_tallies(const settings *settings);
/* `tallies --series`. */
int tally_series(const settings *settings);
int command_times(const settings *settings);
int command_steps(const settings *settings);
int command_actors(const settings *settings);
int command_explain(const settings *settings);
int command_dict_check(const settings *settings);
int command_dict_import(const settings *settings);
int command_dict_show(const settings *settings);

#endif
