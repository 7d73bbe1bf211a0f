package dev.warren.router.firewall;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The functions of libnftables(3), by JNA's direct mapping. */
final class LibNftables {
    static final int NFT_CTX_DEFAULT = 0;
    static final int NFT_CTX_OUTPUT_JSON = 1 << 4;

    static {
        Native.register(LibNftables.class, "libnftables.so.1");
    }

    private LibNftables() {}

    static native Pointer nft_ctx_new(int flags);

    static native void nft_ctx_free(Pointer context);

    static native void nft_ctx_output_set_flags(Pointer context, int flags);

    static native int nft_ctx_buffer_output(Pointer context);

    static native int nft_ctx_buffer_error(Pointer context);

    static native Pointer nft_ctx_get_output_buffer(Pointer context);

    static native Pointer nft_ctx_get_error_buffer(Pointer context);

    static native int nft_run_cmd_from_buffer(Pointer context, String commands);
}
