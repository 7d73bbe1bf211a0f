package dev.warren.wg.device;

import com.sun.jna.Native;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Runs a task on a thread of its own in a network namespace; sockets that it opens stay there. */
final class NamespaceThread {
    private static final int CLONE_NEWNET = 0x40000000;

    private static final class Libc {
        static {
            Native.register(Libc.class, "c");
        }

        static native int open(String path, int flags);

        static native int setns(int descriptor, int type);

        static native int close(int descriptor);
    }

    private NamespaceThread() {}

    static <T> FutureTask<T> start(String namespace, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(() -> {
            int descriptor = Libc.open("/var/run/netns/" + namespace, 0);
            if (descriptor < 0 || Libc.setns(descriptor, CLONE_NEWNET) != 0) {
                throw new IOException("can't enter " + namespace + ": errno " + Native.getLastError());
            }
            Libc.close(descriptor);
            return task.call();
        });
        Thread.ofPlatform().name("in " + namespace).daemon().start(future);
        return future;
    }
}
