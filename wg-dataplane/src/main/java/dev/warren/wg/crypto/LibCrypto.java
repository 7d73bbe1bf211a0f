package dev.warren.wg.crypto;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few functions of OpenSSL's libcrypto (EVP_EncryptInit(3)) that a packet needs, by FFM: four calls a packet are too dear
 * by JNA. Pointers are numbers. Contexts are one thread's. The class can't be initialised where there is no libcrypto.
 *
 * <p>The cipher is a copy of the library's own method (EVP_CIPHER_meth_new(3)): calls then go straight to it. Through a provider
 * each packet would pay for lists of named parameters, a fifth of the cipher's time.
 */
@SuppressWarnings("restricted") // binding native functions is what this class is for
final class LibCrypto {
    private static final Logger LOG = LoggerFactory.getLogger(LibCrypto.class);
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup("libcrypto.so.3", Arena.global());

    private static final MethodHandle NEW = bind("EVP_CIPHER_CTX_new", JAVA_LONG);
    private static final MethodHandle CIPHER = bind("EVP_chacha20_poly1305", JAVA_LONG);
    private static final MethodHandle INIT =
            bind("EVP_CipherInit_ex", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle DUPLICATE = bind("EVP_CIPHER_meth_dup", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle RUN = bind("EVP_Cipher", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CONTROL =
            bind("EVP_CIPHER_CTX_ctrl", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);

    private LibCrypto() {}

    /** The library, or null if this machine has none. */
    static @Nullable LibCrypto instance() {
        try {
            LibCrypto library = new LibCrypto();
            return library.newContext(true) == 0 ? null : library;
        } catch (LinkageError | IllegalStateException missing) {
            LOG.info("libcrypto is not here, the JDK's cipher is used: {}", String.valueOf(missing.getMessage()));
            return null;
        }
    }

    private static MethodHandle bind(String name, MemoryLayout result, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(
                        LIBRARY.find(name).orElseThrow(() -> new IllegalStateException("libcrypto lacks " + name)),
                        FunctionDescriptor.of(result, arguments),
                        Linker.Option.critical(false));
    }

    /** A context for ChaCha20-Poly1305 in one direction. */
    long newContext(boolean encrypt) {
        try {
            long context = (long) NEW.invokeExact();
            long cipher = (long) DUPLICATE.invokeExact((long) CIPHER.invokeExact());
            int ok = (int) INIT.invokeExact(context, cipher, 0L, 0L, 0L, encrypt ? 1 : 0);
            if (context == 0 || cipher == 0 || ok != 1) {
                throw new IllegalStateException("libcrypto has no ChaCha20-Poly1305");
            }
            return context;
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    int init(long context, long key, long nonce, int encrypt) {
        try {
            return (int) INIT.invokeExact(context, 0L, 0L, key, nonce, encrypt);
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    /** Runs the cipher over bytes, or ends the message where {@code input} is 0; negative if that failed. */
    int run(long context, long output, long input, int length) {
        try {
            return (int) RUN.invokeExact(context, output, input, length);
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    int control(long context, int type, int argument, long pointer) {
        try {
            return (int) CONTROL.invokeExact(context, type, argument, pointer);
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(failure);
    }
}
