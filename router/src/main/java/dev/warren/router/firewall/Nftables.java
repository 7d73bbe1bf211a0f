package dev.warren.router.firewall;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The edge: runs commands by libnftables. Each run has a context of its own, made in the calling thread, so it works in that
 * thread's network namespace.
 */
final class Nftables {
    private static final String MISSING =
            "libnftables.so.1 can't be loaded: install the package libnftables1 (apt-get install libnftables1)";

    private Nftables() {}

    /** What a run gave: the exit status (0 is success) and both texts. */
    record Result(int status, String output, String errors) {
        /** The output of a success; else an exception with nftables' own words. */
        String orThrow(String attempt) throws FirewallException {
            if (status == 0) {
                return output;
            }
            throw new FirewallException(attempt + ": nftables refused: " + errors.strip());
        }

        /** True if the run failed because something isn't there. */
        boolean isAbsence() {
            return status != 0 && errors.contains("No such file or directory");
        }
    }

    /** Loads the library. */
    static void load() throws FirewallException {
        try {
            Pointer context = LibNftables.nft_ctx_new(LibNftables.NFT_CTX_DEFAULT);
            LibNftables.nft_ctx_free(context);
        } catch (LinkageError missing) {
            throw new FirewallException(MISSING, missing);
        }
    }

    /** Runs commands as one transaction. */
    static Result run(String commands) throws FirewallException {
        @Nullable Pointer context = LibNftables.nft_ctx_new(LibNftables.NFT_CTX_DEFAULT);
        if (context == null) {
            throw new FirewallException("libnftables gave no context: out of memory");
        }
        try {
            LibNftables.nft_ctx_buffer_output(context);
            LibNftables.nft_ctx_buffer_error(context);
            LibNftables.nft_ctx_output_set_flags(context, LibNftables.NFT_CTX_OUTPUT_JSON);
            int status = LibNftables.nft_run_cmd_from_buffer(context, commands);
            return new Result(
                    status,
                    text(LibNftables.nft_ctx_get_output_buffer(context)),
                    text(LibNftables.nft_ctx_get_error_buffer(context)));
        } finally {
            LibNftables.nft_ctx_free(context);
        }
    }

    private static String text(@Nullable Pointer text) {
        return text == null ? "" : text.getString(0, "UTF-8");
    }
}
