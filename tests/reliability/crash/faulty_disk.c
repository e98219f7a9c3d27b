/* A disk that fails at the n-th thing asked of it, and tells what was asked: loaded before the C library.

   Only what lies under the folder FAULTY_DISK is met. Counted is what brings bytes or names to the disk.
   Not for threads: one asks at a time. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long asked, fails_at;
static int fails_with, fails_on;
static char told[1 << 20];
static size_t told_length;

/* From now on: the n-th fails (0: none), with this error; all after it as well, where `on`. */
void disk_fails(long at, int error, int on) {
    asked = 0;
    fails_at = at;
    fails_with = error;
    fails_on = on;
    told_length = 0;
    told[0] = 0;
}

long disk_asked(void) { return asked; }

/* One line each: what was asked, and of which file. */
const char *disk_told(void) { return told; }

static int is_here(const char *path) {
    const char *folder = getenv("FAULTY_DISK");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int path_of(int handle, char *path, size_t room) {
    char link[64];
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    length = readlink(link, path, room - 1);
    path[length < 0 ? 0 : length] = 0;
    return is_here(path);
}

/* Whether this one fails. */
static int meets(const char *what, const char *path) {
    int length = snprintf(told + told_length, sizeof told - told_length, "%s %s\n", what, path);
    if (length > 0 && told_length + length < sizeof told) told_length += length;
    asked++;
    if (!fails_at || asked < fails_at || (asked > fails_at && !fails_on)) return 0;
    errno = fails_with;
    return 1;
}

static int meets_handle(const char *what, int handle) {
    char path[4096];
    int kept = errno;
    if (!path_of(handle, path, sizeof path)) {
        errno = kept;
        return 0;
    }
    errno = kept;
    return meets(what, path);
}

#define REAL(name, type) ((type) dlsym(RTLD_NEXT, name))

/* A disk that fills takes a part first. */
#define HALF(handle, call) \
    do { \
        if (meets_handle("write", handle)) { \
            if (fails_with == ENOSPC && asked == fails_at && size > 1) { size /= 2; return call; } \
            return -1; \
        } \
        return call; \
    } while (0)

ssize_t write(int handle, const void *bytes, size_t size) {
    HALF(handle, REAL("write", ssize_t (*)(int, const void *, size_t))(handle, bytes, size));
}
ssize_t pwrite(int handle, const void *bytes, size_t size, off_t at) {
    HALF(handle, REAL("pwrite", ssize_t (*)(int, const void *, size_t, off_t))(handle, bytes, size, at));
}
ssize_t pwrite64(int handle, const void *bytes, size_t size, off64_t at) {
    HALF(handle, REAL("pwrite64", ssize_t (*)(int, const void *, size_t, off64_t))(handle, bytes, size, at));
}
int fsync(int handle) {
    return meets_handle("sync", handle) ? -1 : REAL("fsync", int (*)(int))(handle);
}
int fdatasync(int handle) {
    return meets_handle("sync", handle) ? -1 : REAL("fdatasync", int (*)(int))(handle);
}
int ftruncate(int handle, off_t size) {
    return meets_handle("truncate", handle) ? -1 : REAL("ftruncate", int (*)(int, off_t))(handle, size);
}
int ftruncate64(int handle, off64_t size) {
    return meets_handle("truncate", handle) ? -1 : REAL("ftruncate64", int (*)(int, off64_t))(handle, size);
}
int rename(const char *from, const char *to) {
    if (is_here(to) && meets("rename", to)) return -1;
    return REAL("rename", int (*)(const char *, const char *))(from, to);
}
int link(const char *from, const char *to) {
    if (is_here(to) && meets("link", to)) return -1;
    return REAL("link", int (*)(const char *, const char *))(from, to);
}
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    if (is_here(to) && meets("link", to)) return -1;
    return REAL("linkat", int (*)(int, const char *, int, const char *, int))(from_folder, from, to_folder, to, flags);
}
int mkdir(const char *path, mode_t mode) {
    if (is_here(path) && meets("mkdir", path)) return -1;
    return REAL("mkdir", int (*)(const char *, mode_t))(path, mode);
}
