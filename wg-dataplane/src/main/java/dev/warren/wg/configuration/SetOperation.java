package dev.warren.wg.configuration;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.engine.DeviceConfiguration;
import dev.warren.wg.engine.Peer;
import java.io.IOException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/**
 * {@code set=1}: applied line by line, as the protocol says, until a line is refused. Keys before the first public_key are the
 * device's, then each public_key begins a peer.
 */
final class SetOperation {
    private static final int MAXIMUM_PORT = 0xffff;

    private final ListenSettings listen;
    private boolean inPeer;
    private boolean created;
    private @Nullable Peer peer;

    SetOperation(ListenSettings listen) {
        this.listen = listen;
    }

    /** Applies the line at hand. */
    void line(DeviceConfiguration device, LineBuffer line) throws ProtocolException {
        String key = line.key();
        try {
            if (key.equals("public_key")) {
                beginPeer(device, line);
            } else if (inPeer) {
                peerLine(device, key, line);
            } else {
                deviceLine(device, key, line);
            }
        } catch (IllegalArgumentException malformed) {
            throw refused(key + ": " + malformed.getMessage());
        }
    }

    /** The request's end. */
    void end(DeviceConfiguration device) {
        if (peer != null) {
            device.applied(peer);
        }
        peer = null;
    }

    private void deviceLine(DeviceConfiguration device, String key, LineBuffer line) throws ProtocolException {
        switch (key) {
            case "private_key" -> device.setPrivateKey(line.secret());
            case "listen_port" -> setPort(number(line.value(), MAXIMUM_PORT));
            case "fwmark" -> setMark(Integer.parseUnsignedInt(digits(line.value())));
            case "replace_peers" -> {
                requireTrue(key, line.value());
                device.removeAllPeers();
            }
            default -> throw refused("unknown key of the device: " + key);
        }
    }

    private void setPort(int port) throws ProtocolException {
        try {
            listen.setPort(port);
        } catch (BindException taken) {
            throw new ProtocolException(ProtocolException.EADDRINUSE, String.valueOf(taken.getMessage()));
        } catch (IOException failure) {
            throw new ProtocolException(errno(failure), String.valueOf(failure.getMessage()));
        }
    }

    private void setMark(int mark) throws ProtocolException {
        try {
            listen.setMark(mark);
        } catch (IOException failure) {
            throw new ProtocolException(errno(failure), String.valueOf(failure.getMessage()));
        }
    }

    private static int errno(IOException failure) {
        return failure instanceof dev.warren.linux.libc.LibcException libc ? libc.errno() : ProtocolException.EIO;
    }

    private void beginPeer(DeviceConfiguration device, LineBuffer line) throws ProtocolException {
        end(device);
        PublicKey key = PublicKey.parseHex(line.value());
        inPeer = true;
        created = false;
        if (!device.isOwn(key)) {
            Peer known = device.peer(key).orElse(null);
            created = known == null;
            peer = known == null ? device.addPeer(key) : known;
        }
    }

    private void peerLine(DeviceConfiguration device, String key, LineBuffer line) throws ProtocolException {
        switch (key) {
            case "remove" -> {
                requireTrue(key, line.value());
                forget(device);
            }
            case "update_only" -> {
                requireTrue(key, line.value());
                if (created) {
                    forget(device);
                }
            }
            case "preshared_key" -> {
                var secret = line.secret();
                if (peer == null) {
                    secret.wipe();
                } else {
                    device.setPresharedKey(peer, secret);
                }
            }
            case "endpoint" -> {
                Endpoint endpoint = endpoint(line.value());
                if (peer != null) {
                    device.setEndpoint(peer, endpoint);
                }
            }
            case "persistent_keepalive_interval" -> {
                int seconds = number(line.value(), MAXIMUM_PORT);
                if (peer != null) {
                    device.setPersistentKeepalive(peer, seconds);
                }
            }
            case "replace_allowed_ips" -> {
                requireTrue(key, line.value());
                if (peer != null) {
                    device.removeAllAllowedIps(peer);
                }
            }
            case "allowed_ip" -> allowedIp(device, line.value());
            case "forget_timestamp" -> {
                requireTrue(key, line.value());
                if (peer != null) {
                    device.forgetTimestamp(peer);
                }
            }
            case "protocol_version" -> number(line.value(), 1, 1);
            default -> throw refused("unknown key of a peer: " + key);
        }
    }

    private void forget(DeviceConfiguration device) {
        if (peer != null) {
            device.removePeer(peer);
        }
        peer = null;
    }

    private void allowedIp(DeviceConfiguration device, String value) {
        boolean remove = value.startsWith("-");
        Prefix prefix = prefix(remove ? value.substring(1) : value);
        if (peer == null) {
            return;
        }
        if (remove) {
            device.removeAllowedIp(peer, prefix);
        } else {
            device.addAllowedIp(peer, prefix);
        }
    }

    /** A prefix whose host bits may be set, as the kernel allows. */
    private static Prefix prefix(String value) {
        int slash = value.indexOf('/');
        if (slash < 0) {
            return Prefix.host(IpAddress.parse(value));
        }
        IpAddress address = IpAddress.parse(value.substring(0, slash));
        return Prefix.around(
                address, number(value.substring(slash + 1), address.family().bits()));
    }

    /** An endpoint whose scope may be an interface's name, as the C library writes it. */
    private static Endpoint endpoint(String value) {
        return Endpoint.parse(ScopeNames.toIndex(value));
    }

    private static int number(String value, int maximum) {
        return number(value, 0, maximum);
    }

    private static int number(String value, int minimum, int maximum) {
        int number = Integer.parseInt(digits(value));
        if (number < minimum || number > maximum) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    /** The JDK's parsers take signs, too. */
    private static String digits(String value) {
        if (!value.matches("[0-9]+")) {
            throw new IllegalArgumentException("not a decimal number");
        }
        return value;
    }

    private static void requireTrue(String key, String value) throws ProtocolException {
        if (!value.equals("true")) {
            throw refused(key + " can only be true");
        }
    }

    private static ProtocolException refused(String message) {
        return new ProtocolException(ProtocolException.EINVAL, message);
    }
}
