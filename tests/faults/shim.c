/* Preloaded below Python and SQLite: the Nth change to a file under one folder fails, or kills the process.
 *
 * What counts as a change: opening for writing, write, pwrite, fsync, fdatasync, ftruncate, rename, link, unlink, mkdir.
 * It is armed from inside the process: faults_arm(folder, nth, error, onwards); nth 0 only counts. `error` is an errno, or
 * FAULTS_KILL to die by SIGKILL in place of the change, FAULTS_TEAR to write half of it first. faults_count() says how many
 * changes there were, faults_last() what the last one struck was.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define FAULTS_KILL -1
#define FAULTS_TEAR -2

static char under[PATH_MAX];
static long nth, count;
static int error_number, goes_on;
static char struck[64];

void faults_arm(const char *folder, long at, int error, int onwards)
{
    snprintf(under, sizeof under, "%s/", folder);
    nth = at;
    error_number = error;
    goes_on = onwards;
    count = 0;
    struck[0] = 0;
}

long faults_count(void) { return count; }
const char *faults_last(void) { return struck; }

static int is_meant(const char *path)
{
    char whole[PATH_MAX];
    if (!under[0] || !path)
        return 0;
    if (path[0] != '/') {
        char folder[PATH_MAX];
        if (!getcwd(folder, sizeof folder) || snprintf(whole, sizeof whole, "%s/%s", folder, path) >= (int)sizeof whole)
            return 0;
        path = whole;
    }
    return !strncmp(path, under, strlen(under));
}

static int is_meant_file(int descriptor)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return is_meant(path);
}

/* Whether this change is the one to be struck; errno is set then, or the process is dead. */
static int strikes(const char *what)
{
    count++;
    if (!nth || count < nth || (count > nth && !goes_on))
        return 0;
    if (!struck[0])
        snprintf(struck, sizeof struck, "%s", what);
    if (error_number < 0)
        kill(getpid(), SIGKILL);
    errno = error_number;
    return 1;
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) \
    real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define WRITES(flags) ((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))

#define OPENING(name) \
    int name(const char *path, int flags, ...) \
    { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        if (WRITES(flags) && is_meant(path) && strikes("open")) \
            return -1; \
        return real(path, flags, mode); \
    }

OPENING(open)
OPENING(open64)

#define OPENING_AT(name) \
    int name(int folder, const char *path, int flags, ...) \
    { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        if (WRITES(flags) && is_meant(path) && strikes("open")) \
            return -1; \
        return real(folder, path, flags, mode); \
    }

OPENING_AT(openat)
OPENING_AT(openat64)

/* Half of it is written before the end comes. */
static int tears(size_t length)
{
    return error_number == FAULTS_TEAR && count + 1 == nth && length > 1;
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    REAL(write);
    if (is_meant_file(descriptor)) {
        if (tears(length)) {
            real(descriptor, bytes, length / 2);
            kill(getpid(), SIGKILL);
        }
        if (strikes("write"))
            return -1;
    }
    return real(descriptor, bytes, length);
}

#define PWRITING(name, offset_type) \
    ssize_t name(int descriptor, const void *bytes, size_t length, offset_type offset) \
    { \
        REAL(name); \
        if (is_meant_file(descriptor)) { \
            if (tears(length)) { \
                real(descriptor, bytes, length / 2, offset); \
                kill(getpid(), SIGKILL); \
            } \
            if (strikes("write")) \
                return -1; \
        } \
        return real(descriptor, bytes, length, offset); \
    }

PWRITING(pwrite, off_t)
PWRITING(pwrite64, off64_t)

#define ON_FILE(name, parameters, arguments) \
    int name parameters \
    { \
        REAL(name); \
        if (is_meant_file(descriptor) && strikes(#name)) \
            return -1; \
        return real arguments; \
    }

ON_FILE(fsync, (int descriptor), (descriptor))
ON_FILE(fdatasync, (int descriptor), (descriptor))
ON_FILE(ftruncate, (int descriptor, off_t length), (descriptor, length))
ON_FILE(ftruncate64, (int descriptor, off64_t length), (descriptor, length))

#define ON_PATH(name, parameters, arguments) \
    int name parameters \
    { \
        REAL(name); \
        if (is_meant(path) && strikes(#name)) \
            return -1; \
        return real arguments; \
    }

ON_PATH(rename, (const char *path, const char *to), (path, to))
ON_PATH(link, (const char *path, const char *to), (path, to))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
