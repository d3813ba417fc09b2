/*
 * main.c - the command `dragoman`: finds the subcommand and runs it.
 *
 * Everything here and in its neighbours uses the public interface alone (dragoman.h).
 */
#include "commands.h"
#include "common.h"

#include <signal.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(const settings *);
} commands[] = {
    {"code", command_code},
    {"parse", command_parse},
    {"read", command_read},
    {"show", command_show},
    {"correct", command_correct},
    {"events", command_events},
    {"statements", command_statements},
    {"tallies", command_tallies},
    {"times", command_times},
    {"steps", command_steps},
    {"actors", command_actors},
    {"explain", command_explain},
    {"dict check", command_dict_check},
    {"dict import", command_dict_import},
    {"dict show", command_dict_show},
};

int main(int argc, char **argv) {
    settings settings;
    signal(SIGPIPE,
           SIG_IGN); /* a closed pipe and a file that may not grow are write errors, and said */
    signal(SIGXFSZ, SIG_IGN);
    int status = options_read(&settings, argc, argv);
    for (size_t i = 0; status == GO_ON && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, settings.command->name) == 0)
            status = commands[i].run(&settings);
    return output_close(status);
}
