#ifndef COMMON_BASE_SANITIZED_H
#define COMMON_BASE_SANITIZED_H

/*
 * IS_SANITIZED: this build has the address sanitizer. It maps terabytes, is
 * several times slower, and has something to say on standard error.
 */
#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#endif
