package dev.warren.linux.netlink;

/** The error numbers that rtnetlink answers with, as Linux has them on every architecture that Java 25 runs on. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int ERANGE = 34;
    public static final int EPROTO = 71;
    public static final int EMSGSIZE = 90;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ENOBUFS = 105;
    public static final int ETIMEDOUT = 110;
    public static final int EHOSTUNREACH = 113;

    private Errno() {}

    /** The symbol and its meaning, or the number where it isn't one of these. */
    public static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM, operation not permitted";
            case ENOENT -> "ENOENT, no such entry";
            case ESRCH -> "ESRCH, no such entry";
            case EINTR -> "EINTR, interrupted";
            case EIO -> "EIO, input/output error";
            case EAGAIN -> "EAGAIN, try again";
            case ENOMEM -> "ENOMEM, out of memory";
            case EACCES -> "EACCES, permission denied";
            case EBUSY -> "EBUSY, busy";
            case EEXIST -> "EEXIST, exists already";
            case ENODEV -> "ENODEV, no such device";
            case EINVAL -> "EINVAL, invalid argument";
            case ENOSPC -> "ENOSPC, no space left";
            case ERANGE -> "ERANGE, out of range";
            case EPROTO -> "EPROTO, protocol error";
            case EMSGSIZE -> "EMSGSIZE, message too long";
            case EOPNOTSUPP -> "EOPNOTSUPP, not supported";
            case EAFNOSUPPORT -> "EAFNOSUPPORT, address family not supported";
            case EADDRINUSE -> "EADDRINUSE, address in use";
            case EADDRNOTAVAIL -> "EADDRNOTAVAIL, address not available";
            case ENETDOWN -> "ENETDOWN, network is down";
            case ENETUNREACH -> "ENETUNREACH, network unreachable";
            case ENOBUFS -> "ENOBUFS, no buffer space";
            case ETIMEDOUT -> "ETIMEDOUT, timed out";
            case EHOSTUNREACH -> "EHOSTUNREACH, no route to host";
            default -> "errno " + errno;
        };
    }
}
