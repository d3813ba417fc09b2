/* main.c - the command `dragoman`. */
#include "dragoman.h"

int main(void) {
    puts("dragoman " DRAGOMAN_VERSION);
    return 0;
}
